import { signal } from '@preact/signals';
import { Download, Trash, Upload } from 'lucide';
import type { FilesPage, FileView, UploadView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton, Icon, IconButton } from '../../ui-kit/button.js';
import { Nick, RoomName, UserText } from '../../ui-kit/names.js';
import { confirmDropUpload, confirmRemoveFile } from '../actions/confirmations.js';
import { fileDialog } from '../actions/send.js';
import { formatBytes, formatTime, localPath } from '../format.js';
import { t } from '../i18n/index.js';
import { reuseRows, usePolling } from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Filter, Listing, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';

/** Columns that files and uploads have in common. */
const nameColumn: Column<{ readonly name: string }> = {
  key: 'name',
  label: 'name',
  cell: ({ name }) => (
    <span class="clip">
      <UserText text={name} />
    </span>
  ),
  by: ({ name }) => name,
  kind: 'long',
};

const sizeColumn: Column<{ readonly size: number }> = {
  key: 'size',
  label: 'size',
  cell: ({ size }) => formatBytes(size, language.value),
  by: ({ size }) => size,
  down: true,
  kind: 'number',
};

const roomColumn: Column<{ readonly room?: string | undefined }> = {
  key: 'room',
  label: 'room',
  cell: ({ room }) => (room === undefined ? <span class="aside">{t('directMessage')}</span> : <RoomName room={room} />),
  by: ({ room }) => room,
  kind: 'wide',
};

const senderColumn: Column<{ readonly from: string }> = {
  key: 'from',
  label: 'from',
  cell: ({ from }) => <Nick nick={from} />,
  by: ({ from }) => from,
  kind: 'wide',
};

const fileColumns: readonly Column<FileView>[] = [
  nameColumn,
  sizeColumn,
  roomColumn,
  senderColumn,
  {
    key: 'type',
    label: 'mediaType',
    cell: ({ mediaType }) => <bdi class="mono">{mediaType}</bdi>,
    by: ({ mediaType }) => mediaType,
    kind: 'wide',
  },
  {
    key: 'sha256',
    label: 'checksum',
    cell: ({ sha256 }) => (
      <bdi class="mono" title={sha256}>
        {sha256.slice(0, 8)}
      </bdi>
    ),
    kind: 'wide',
  },
  {
    key: 'at',
    label: 'time',
    cell: ({ at }) => formatTime(at, language.value),
    by: ({ at }) => at,
    down: true,
    kind: 'number wide',
  },
  { key: 'actions', label: 'actions', cell: FileActions },
];

function FileActions(file: FileView) {
  const path = localPath(file.url);
  return (
    <span class="row-actions">
      {path !== undefined && (
        <a
          class="icon-button"
          href={path}
          download={file.name}
          aria-label={t('download', { name: file.name })}
          title={t('download', { name: file.name })}
        >
          <Icon icon={Download} />
        </a>
      )}
      <IconButton icon={Trash} label={t('remove', { name: file.name })} onClick={() => confirmRemoveFile(file)} />
    </span>
  );
}

const uploadColumns: readonly Column<UploadView>[] = [
  nameColumn,
  {
    key: 'arrived',
    label: 'arrived',
    cell: ({ arrived }) => formatBytes(arrived, language.value),
    by: ({ arrived }) => arrived,
    down: true,
    kind: 'number',
  },
  sizeColumn,
  roomColumn,
  senderColumn,
  {
    key: 'network',
    label: 'address',
    cell: ({ network = '' }) => <bdi class="mono">{network}</bdi>,
    by: ({ network }) => network,
    kind: 'wide',
  },
  {
    key: 'at',
    label: 'time',
    cell: ({ movedAt }) => formatTime(movedAt, language.value),
    by: ({ movedAt }) => movedAt,
    down: true,
    kind: 'number wide',
  },
  {
    key: 'actions',
    label: 'actions',
    cell: (upload) => (
      <span class="row-actions">
        <IconButton icon={Trash} label={t('drop', { name: upload.name })} onClick={() => confirmDropUpload(upload)} />
      </span>
    ),
  },
];

const MAX_ROWS = 200;

const text = signal('');
const sorting = signal<Sorting>({ key: 'at', direction: 'down' });
const uploadSorting = signal<Sorting>({ key: 'arrived', direction: 'down' });

/** Stored files and unfinished uploads. */
export function FilesTab() {
  const { data, fault } = usePolling(async (before: FilesPage | undefined) => {
    const result = await operatorApi().query('files', { limit: MAX_ROWS });
    if (result.value === undefined) return result;
    const { files, uploads } = result.value;
    return {
      value: {
        ...result.value,
        files: reuseRows(before?.files ?? [], files, ({ file }) => file),
        uploads: reuseRows(before?.uploads ?? [], uploads, ({ upload }) => upload),
      },
    };
  }, 'files');
  const filterText = text.value.trim().toLowerCase();
  const page = data.value;
  const rows = page?.files.filter(({ name, from, room = '' }) =>
    [name, from, room].some((field) => field.toLowerCase().includes(filterText)),
  );
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterFiles')} />
        <ActionButton icon={Upload} onClick={() => fileDialog({})}>
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
      <Listing rows={rows?.length} empty={t(filterText === '' ? 'noFiles' : 'noMatches')} fault={fault.value}>
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
