import { signal, useSignal } from '@preact/signals';
import { ArrowDown, Undo2 } from 'lucide';
import type { AuditEntry, AuditPage } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton } from '../../ui-kit/button.js';
import { UserText } from '../../ui-kit/names.js';
import { showToast } from '../../ui-kit/toast.js';
import { undoModeration } from '../actions/moderate.js';
import { formatTime } from '../format.js';
import { faultText, t } from '../i18n/index.js';
import { usePolling } from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Filter, Listing, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';

/** Columns of the audit log, with a button to revert mutes and bans. */
const auditColumns: readonly Column<AuditEntry>[] = [
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
        {address !== undefined && <small class="aside subline">{address}</small>}
      </>
    ),
    by: ({ by }) => by,
    kind: 'wide',
  },
  { key: 'act', label: 'action', cell: ({ act }) => <span class="mono">{act}</span>, by: ({ act }) => act },
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
  { key: 'actions', label: 'actions', cell: Undo },
];

const undoable = ['mute', 'ban'] as const;

function Undo({ act, who, room, refused }: AuditEntry) {
  const action = undoable.find((name) => name === act);
  if (action === undefined || who === undefined || refused !== undefined) return null;
  return (
    <ActionButton icon={Undo2} onClick={() => undoModeration(action, who, room ?? '*')}>
      {t(action === 'ban' ? 'unbanDo' : 'unmuteDo')}
    </ActionButton>
  );
}

const PAGE_SIZE = 100;

const text = signal('');
const sorting = signal<Sorting>({ key: 'at', direction: 'down' });

/** The audit log of operators and moderators. */
export function AuditTab() {
  const isComplete = useSignal(false);
  const { data, fault } = usePolling(async (before: AuditPage | undefined) => {
    const result = await operatorApi().query('audit', { limit: PAGE_SIZE });
    return result.value === undefined ? result : { value: mergePages(result.value, before) };
  }, 'audit');
  const page = data.value;

  async function older(): Promise<void> {
    const { value, fault: failure } = await operatorApi().query('audit', {
      before: data.peek()?.entries.at(-1)?.n,
      limit: PAGE_SIZE,
    });
    if (value === undefined) {
      showToast({ tone: 'error', text: faultText(failure) });
      return;
    }
    const { entries = [] } = data.peek() ?? {};
    isComplete.value = !value.more;
    data.value = { entries: [...entries, ...value.entries], more: value.more };
  }

  const filterText = text.value.trim().toLowerCase();
  const rows = page?.entries.filter((entry) => searchableText(entry).includes(filterText));
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterAudit')} />
        {page !== undefined && <Count text={t('countedActions', { n: page.entries.length })} />}
        {page?.more === true && !isComplete.value && (
          <ActionButton icon={ArrowDown} onClick={() => void older()}>
            {t('olderActions')}
          </ActionButton>
        )}
      </Toolbar>
      <Listing rows={rows?.length} empty={t(filterText === '' ? 'noActions' : 'noMatches')} fault={fault.value}>
        <Table
          label={t('tabAudit')}
          rows={rows ?? []}
          columns={auditColumns}
          keyOf={({ n }) => String(n)}
          sorting={sorting}
          tone={({ refused }) => (refused === undefined ? undefined : 'refused')}
        />
      </Listing>
    </div>
  );
}

/** Merges the newest page with older ones. Entries never change, so known objects are kept. */
function mergePages(newest: AuditPage, before: AuditPage | undefined): AuditPage {
  const last = newest.entries.at(-1)?.n;
  const known = new Map((before?.entries ?? []).map((entry) => [entry.n, entry]));
  const entries = newest.entries.map((entry) => known.get(entry.n) ?? entry);
  const older = last === undefined ? [] : (before?.entries ?? []).filter(({ n }) => n < last);
  return { entries: [...entries, ...older], more: older.length > 0 ? (before?.more ?? false) : newest.more };
}

function searchableText({ by, act, room = '', who = '', line, address = '', refused = '' }: AuditEntry): string {
  return [by, act, room, who, line, address, refused].join(' ').toLowerCase();
}
