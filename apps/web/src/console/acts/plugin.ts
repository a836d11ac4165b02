import type { PluginView } from '../../../../gateway/operator/wire.js';
import type { Fault } from '../desk/index.js';
import { formatList, t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { confirm } from './confirm.js';

const switchOn = (name: string): Promise<Fault | undefined> =>
  perform('plugin', { name, do: 'on' }, t('pluginOn', { name }));

/** Switches a plugin; asks before it goes off, for what it guards is open then. */
export function switchPlugin({ name, neededBy }: PluginView, wanted: boolean): void {
  if (wanted) {
    void switchOn(name);
    return;
  }
  confirm({
    title: t('pluginOffTitle', { name }),
    paragraphs: [
      t('pluginOffWhat', { name }),
      ...(neededBy.length === 0 ? [] : [t('pluginOffNeeded', { names: formatList(neededBy) })]),
    ],
    label: t('pluginOffDo'),
    run: () =>
      perform('plugin', { name, do: 'off' }, t('pluginOff', { name }), {
        label: t('pluginOnAgain'),
        run: () => void switchOn(name),
      }),
  });
}

/** Puts a new instance in a plugin's place. */
export function reloadPlugin({ name }: PluginView): void {
  void perform('plugin', { name, do: 'reload' }, t('pluginReloaded', { name }));
}
