import type { FileView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { confirmRemoveFile } from '../acts/remove-file.js';
import { t } from '../i18n/index.js';
import { formatBytes, formatTime } from '../text/format.js';
import { localPath } from '../text/path.js';
import { IconButton } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Nick, Room, UserText } from '../ui/strangers.js';
import type { Column } from '../ui/table.js';

/** Files, with what can be done to each in its row. */
export const fileColumns: readonly Column<FileView>[] = [
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
  { key: 'acts', label: 'acts', cell: Acts },
];

function Acts(file: FileView) {
  const path = localPath(file.url);
  return (
    <span class="row-acts">
      {path !== undefined && (
        <a
          class="icon-button"
          href={path}
          download={file.name}
          aria-label={t('download', { name: file.name })}
          title={t('download', { name: file.name })}
        >
          <Icon name="download" />
        </a>
      )}
      <IconButton icon="remove" label={t('remove', { name: file.name })} onClick={() => confirmRemoveFile(file)} />
    </span>
  );
}
