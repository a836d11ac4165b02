import type { FileView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { confirm } from './confirm.js';

/** Asks before a file is gone for everybody. */
export function confirmRemoveFile({ file, name, room }: FileView): void {
  confirm({
    title: t('removeTitle', { name }),
    paragraphs: [room === undefined ? t('removeWhatDirect') : t('removeWhat', { room }), t('noUndo')],
    label: t('removeDo'),
    run: () => perform('file/remove', { file }, t('removeDone', { name })),
  });
}
