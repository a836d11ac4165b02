import type { AuditEntry } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { undoModeration } from '../acts/moderate.js';
import { t } from '../i18n/index.js';
import { formatTime } from '../text/format.js';
import { ActionButton } from '../ui/button.js';
import { UserText } from '../ui/strangers.js';
import type { Column } from '../ui/table.js';

/** Acts, with a button that takes back those that can be. */
export const auditColumns: readonly Column<AuditEntry>[] = [
  {
    key: 'at',
    label: 'time',
    cell: ({ at }) => formatTime(at, language.value),
    by: ({ n }) => n,
    down: true,
    kind: 'time',
  },
  {
    key: 'by',
    label: 'by',
    cell: ({ by, address }) => (
      <>
        <UserText text={by} />
        {address !== undefined && <small class="aside under">{address}</small>}
      </>
    ),
    by: ({ by }) => by,
    kind: 'wide',
  },
  { key: 'act', label: 'act', cell: ({ act }) => <span class="mono">{act}</span>, by: ({ act }) => act },
  {
    key: 'line',
    label: 'what',
    cell: ({ line, refused }) => (
      <span class="clip">
        <UserText text={line} /> {refused !== undefined && <code>{refused}</code>}
      </span>
    ),
    kind: 'long',
  },
  { key: 'acts', label: 'acts', cell: Undo },
];

const undoable = ['mute', 'ban'] as const;

function Undo({ act, who, room, refused }: AuditEntry) {
  const what = undoable.find((one) => one === act);
  if (what === undefined || who === undefined || refused !== undefined) return null;
  return (
    <ActionButton icon="undo" onClick={() => undoModeration(what, who, room ?? '*')}>
      {t(what === 'ban' ? 'unbanDo' : 'unmuteDo')}
    </ActionButton>
  );
}
