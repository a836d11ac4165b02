import { signal } from '@preact/signals';
import type { FilesPage } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { fileDialog } from '../acts/file.js';
import { t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { reuseRows, usePolling } from '../state/polled.js';
import { formatBytes } from '../text/format.js';
import { ActionButton } from '../ui/button.js';
import { Listing } from '../ui/listing.js';
import type { Sorting } from '../ui/sorting.js';
import { Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';
import { fileColumns } from './file-columns.js';
import { uploadColumns } from './upload-columns.js';

const MOST = 200;

const text = signal('');
const sorting = signal<Sorting>({ key: 'at', direction: 'down' });
const uploadSorting = signal<Sorting>({ key: 'arrived', direction: 'down' });

/** The files that are kept, a way to send another, and the uploads that are not finished. */
export function FilesTab() {
  const { data, fault } = usePolling(async (before: FilesPage | undefined) => {
    const told = await operatorApi().query('files', { limit: MOST });
    if (told.value === undefined) return told;
    const { files, uploads } = told.value;
    return {
      value: {
        ...told.value,
        files: reuseRows(before?.files ?? [], files, ({ file }) => file),
        uploads: reuseRows(before?.uploads ?? [], uploads, ({ upload }) => upload),
      },
    };
  }, 'files');
  const wanted = text.value.trim().toLowerCase();
  const page = data.value;
  const rows = page?.files.filter(({ name, from, room = '' }) =>
    [name, from, room].some((field) => field.toLowerCase().includes(wanted)),
  );
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterFiles')} />
        <ActionButton icon="upload" onClick={() => fileDialog({})}>
          {t('sendFile')}
        </ActionButton>
        {page !== undefined && (
          <Count
            text={t('countedFiles', {
              n: page.total,
              bytes: formatBytes(page.bytes, language.value),
              most: formatBytes(page.most, language.value),
            })}
          />
        )}
      </Toolbar>
      <Listing rows={rows?.length} empty={t(wanted === '' ? 'noFiles' : 'noneFit')} fault={fault.value}>
        <Table
          label={t('tabFiles')}
          rows={rows ?? []}
          columns={fileColumns}
          keyOf={({ file }) => file}
          sorting={sorting}
        />
      </Listing>
      {page !== undefined && page.uploads.length > 0 && (
        <Table
          label={t('unfinishedUploads')}
          rows={page.uploads}
          columns={uploadColumns}
          keyOf={({ upload }) => upload}
          sorting={uploadSorting}
        />
      )}
    </div>
  );
}
