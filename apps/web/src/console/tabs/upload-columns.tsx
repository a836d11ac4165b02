import type { UploadView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { confirmDropUpload } from '../acts/drop-upload.js';
import { t } from '../i18n/index.js';
import { formatBytes, formatTime } from '../text/format.js';
import { IconButton } from '../ui/button.js';
import { Nick, Room, UserText } from '../ui/strangers.js';
import type { Column } from '../ui/table.js';

/** Unfinished uploads, with what can be done to each in its row. */
export const uploadColumns: readonly Column<UploadView>[] = [
  {
    key: 'name',
    label: 'name',
    cell: ({ name }) => (
      <span class="clip">
        <UserText text={name} />
      </span>
    ),
    by: ({ name }) => name,
    kind: 'long',
  },
  {
    key: 'arrived',
    label: 'arrived',
    cell: ({ arrived }) => formatBytes(arrived, language.value),
    by: ({ arrived }) => arrived,
    down: true,
    kind: 'number',
  },
  {
    key: 'size',
    label: 'size',
    cell: ({ size }) => formatBytes(size, language.value),
    by: ({ size }) => size,
    down: true,
    kind: 'number',
  },
  {
    key: 'room',
    label: 'room',
    cell: ({ room }) => (room === undefined ? <span class="aside">{t('betweenTwo')}</span> : <Room room={room} />),
    by: ({ room }) => room,
    kind: 'wide',
  },
  { key: 'from', label: 'from', cell: ({ from }) => <Nick nick={from} />, by: ({ from }) => from, kind: 'wide' },
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
    key: 'acts',
    label: 'acts',
    cell: (upload) => (
      <span class="row-acts">
        <IconButton icon="remove" label={t('drop', { name: upload.name })} onClick={() => confirmDropUpload(upload)} />
      </span>
    ),
  },
];
