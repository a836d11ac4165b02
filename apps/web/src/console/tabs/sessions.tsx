import { computed, signal, useComputed } from '@preact/signals';
import type { SessionOrder, SessionsPage } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { reuseRows, usePolling } from '../state/polled.js';
import { ActionButton } from '../ui/button.js';
import { Listing } from '../ui/listing.js';
import type { Sorting } from '../ui/sorting.js';
import { Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';
import { sessionColumns } from './session-columns.js';
import { SessionPanel } from './session-panel.js';
import { chosenSession, sessionsRoom, sessionText } from './session-view.js';

const MOST = 500;

const sorting = signal<Sorting>({ key: 'since', direction: 'up' });
/** The server sorts too, for it may have more than fit. */
const order = computed(() => ({
  sort: sorting.value.key as SessionOrder,
  order: sorting.value.direction === 'up' ? 'asc' : 'desc',
}));

/** Who is connected, and what can be done to them. */
export function SessionsTab() {
  const asked = { text: sessionText.value.trim(), room: sessionsRoom.value, limit: MOST, ...order.value };
  const { data, fault } = usePolling(async (before: SessionsPage | undefined) => {
    const told = await operatorApi().query('sessions', asked);
    if (told.value === undefined) return told;
    const sessions = reuseRows(before?.sessions ?? [], told.value.sessions, ({ id }) => id);
    return { value: { ...told.value, sessions } };
  }, JSON.stringify(asked));
  const chosen = useComputed(() => {
    const { value: kept } = chosenSession;
    return data.value?.sessions.find(({ id }) => id === kept?.id);
  });
  const sessions = data.value?.sessions;
  const kept = chosenSession.value;
  const filtered = asked.text !== '' || asked.room !== undefined;
  return (
    <div class="split">
      <div class="split-main">
        <Toolbar>
          <Filter value={sessionText} label={t('filterSessions')} />
          {sessionsRoom.value !== undefined && (
            <ActionButton
              icon="close"
              title={t('allRooms')}
              onClick={() => {
                sessionsRoom.value = undefined;
              }}
            >
              {t('inRoom', { room: sessionsRoom.value })}
            </ActionButton>
          )}
          {data.value !== undefined && <Count text={counted(data.value.total, sessions?.length ?? 0)} />}
        </Toolbar>
        <Listing rows={sessions?.length} empty={t(filtered ? 'noneFit' : 'noSessions')} fault={fault.value}>
          <Table
            label={t('tabSessions')}
            rows={sessions ?? []}
            columns={sessionColumns}
            keyOf={({ id }) => id}
            sorting={sorting}
            selected={kept?.id}
            onSelect={(session) => {
              chosenSession.value = session.id === chosenSession.peek()?.id ? undefined : session;
            }}
            tone={({ connected }) => (connected ? undefined : 'faded')}
          />
        </Listing>
      </div>
      {kept !== undefined && (
        <SessionPanel session={chosen.value ?? kept} over={sessions !== undefined && chosen.value === undefined} />
      )}
    </div>
  );
}

function counted(total: number, shown: number): string {
  return total > shown ? t('countedOf', { n: total, shown }) : t('countedSessions', { n: total });
}
