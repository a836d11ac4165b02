import type { UploadView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { confirm } from './confirm.js';

/** Asks before what has arrived of an upload is deleted. */
export function confirmDropUpload({ upload, name, from }: UploadView): void {
  confirm({
    title: t('dropTitle', { name }),
    paragraphs: [t('dropWhat', { nick: from }), t('noUndo')],
    label: t('dropDo'),
    run: () => perform('upload/drop', { upload }, t('dropDone', { name })),
  });
}
