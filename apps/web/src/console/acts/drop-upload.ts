import type { UploadView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { confirm } from './confirm.js';

/** Asks before what has arrived of an upload is deleted. */
export function dropUpload({ upload, name, from }: UploadView): void {
  confirm({
    title: t('dropTitle', { name }),
    what: [t('dropWhat', { nick: from }), t('noUndo')],
    label: t('dropDo'),
    run: () => perform('upload/drop', { upload }, t('dropDone', { name })),
  });
}
