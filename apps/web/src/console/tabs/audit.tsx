import { signal, useSignal } from '@preact/signals';
import type { AuditEntry, AuditPage } from '../../../../gateway/operator/wire.js';
import { faultText, t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { usePolling } from '../state/polled.js';
import { toast } from '../state/toasts.js';
import { ActionButton } from '../ui/button.js';
import { Listing } from '../ui/listing.js';
import type { Sorting } from '../ui/sorting.js';
import { Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';
import { auditColumns } from './audit-columns.js';

const PAGE = 100;

const text = signal('');
const sorting = signal<Sorting>({ key: 'at', direction: 'down' });

/** What operators and moderators did, with what was refused to them. */
export function AuditTab() {
  const reached = useSignal(false);
  const { data, fault } = usePolling(async (before: AuditPage | undefined) => {
    const told = await operatorApi().query('audit', { limit: PAGE });
    return told.value === undefined ? told : { value: joined(told.value, before) };
  }, 'audit');
  const page = data.value;

  async function older(): Promise<void> {
    const { value, fault: why } = await operatorApi().query('audit', {
      before: data.peek()?.entries.at(-1)?.n,
      limit: PAGE,
    });
    if (value === undefined) {
      toast({ tone: 'bad', text: faultText(why) });
      return;
    }
    const { entries = [] } = data.peek() ?? {};
    reached.value = !value.more;
    data.value = { entries: [...entries, ...value.entries], more: value.more };
  }

  const wanted = text.value.trim().toLowerCase();
  const rows = page?.entries.filter((entry) => wordsOf(entry).includes(wanted));
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterAudit')} />
        {page !== undefined && <Count text={t('countedActs', { n: page.entries.length })} />}
        {page?.more === true && !reached.value && (
          <ActionButton icon="down" onClick={() => void older()}>
            {t('olderActs')}
          </ActionButton>
        )}
      </Toolbar>
      <Listing rows={rows?.length} empty={t(wanted === '' ? 'noActs' : 'noneFit')} fault={fault.value}>
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

/** The newest acts, with the older ones that have been read before. Acts never change, so what is known is kept. */
function joined(newest: AuditPage, before: AuditPage | undefined): AuditPage {
  const last = newest.entries.at(-1)?.n;
  const known = new Map((before?.entries ?? []).map((entry) => [entry.n, entry]));
  const entries = newest.entries.map((entry) => known.get(entry.n) ?? entry);
  const older = last === undefined ? [] : (before?.entries ?? []).filter(({ n }) => n < last);
  return { entries: [...entries, ...older], more: older.length > 0 ? (before?.more ?? false) : newest.more };
}

function wordsOf({ by, act, room = '', who = '', line, address = '', refused = '' }: AuditEntry): string {
  return [by, act, room, who, line, address, refused].join(' ').toLowerCase();
}
