import type { ListenerView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { confirm } from './confirm.js';

/** Starts or stops to listen on a wire; asks before the second, for its connections are closed. */
export function switchListener({ name, connections }: ListenerView, on: boolean): void {
  if (on) {
    void perform('listener', { name, on }, t('listenerStarted', { name }));
    return;
  }
  confirm({
    title: t('listenerStopTitle', { name }),
    paragraphs: [t('listenerStopWhat', { n: connections })],
    label: t('listenerStopDo'),
    run: () =>
      perform('listener', { name, on }, t('listenerStopped', { name }), {
        label: t('listenerStartAgain'),
        run: () => void perform('listener', { name, on: true }, t('listenerStarted', { name })),
      }),
  });
}
