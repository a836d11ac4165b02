import { computed, signal, useComputed } from '@preact/signals';
import { X } from 'lucide';
import type { SessionOrder, SessionsPage, SessionView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton } from '../../ui-kit/button.js';
import { Nick, WireTag } from '../../ui-kit/names.js';
import { formatBytes, formatMs, formatRate, formatTime } from '../format.js';
import { t } from '../i18n/index.js';
import { reuseRows, usePolling } from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Filter, Listing, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';
import { selectedSession, sessionRoom, sessionText } from '../view.js';
import { SessionPanel } from './session-panel.js';

/** The keys are the server's sort orders. */
const sessionColumns: readonly Column<SessionView>[] = [
  { key: 'nick', label: 'nick', cell: SessionName, by: ({ user }) => user?.nick, kind: 'long' },
  {
    key: 'wire',
    label: 'wire',
    cell: ({ transport, dialect }) => <WireTag wire={`${transport}/${dialect}`} />,
    by: ({ transport, dialect }) => `${transport}/${dialect}`,
  },
  {
    key: 'address',
    label: 'address',
    cell: ({ address }) => <bdi class="mono">{address ?? '–'}</bdi>,
    by: ({ address }) => address,
    kind: 'wide',
  },
  {
    key: 'rooms',
    label: 'rooms',
    cell: ({ rooms }) => <bdi class="one-line">{rooms.map((room) => `#${room}`).join(' ') || '–'}</bdi>,
    kind: 'wide',
  },
  {
    key: 'queue',
    label: 'queue',
    cell: ({ queueBytes }) => formatBytes(queueBytes, language.value),
    by: ({ queueBytes }) => queueBytes,
    down: true,
    kind: 'number',
  },
  {
    key: 'roundTrip',
    label: 'roundTrip',
    cell: ({ roundTripMs }) => (roundTripMs === undefined ? '–' : formatMs(roundTripMs, language.value)),
    by: ({ roundTripMs }) => roundTripMs,
    down: true,
    kind: 'number',
  },
  {
    key: 'rate',
    label: 'perSecond',
    cell: (session) => formatRate(session.rate, language.value),
    by: (session) => session.rate,
    down: true,
    kind: 'number wide',
  },
  {
    key: 'since',
    label: 'since',
    cell: ({ openedAt }) => formatTime(openedAt, language.value),
    by: ({ openedAt }) => openedAt,
    down: true,
    kind: 'number wide',
  },
];

function SessionName({ user, operator, connected, chaos }: SessionView) {
  return (
    <span class="user-cell">
      {user === undefined ? <span class="aside">{t('noNick')}</span> : <Nick nick={user.nick} />}
      {operator && <span class="tag">{t('operator')}</span>}
      {!connected && <span class="tag">{t('disconnected')}</span>}
      {chaos !== undefined && <span class="tag tag-warn">{chaos}</span>}
    </span>
  );
}

const MAX_ROWS = 500;

const sorting = signal<Sorting>({ key: 'since', direction: 'up' });
/** The server sorts too, because it may have more sessions than the limit. */
const order = computed(() => ({
  sort: sorting.value.key as SessionOrder,
  order: sorting.value.direction === 'up' ? 'asc' : 'desc',
}));

/** The sessions. */
export function SessionsTab() {
  const parameters = { text: sessionText.value.trim(), room: sessionRoom.value, limit: MAX_ROWS, ...order.value };
  const { data, fault } = usePolling(async (before: SessionsPage | undefined) => {
    const result = await operatorApi().query('sessions', parameters);
    if (result.value === undefined) return result;
    const sessions = reuseRows(before?.sessions ?? [], result.value.sessions, ({ id }) => id);
    return { value: { ...result.value, sessions } };
  }, JSON.stringify(parameters));
  const current = useComputed(() => {
    const { value: selected } = selectedSession;
    return data.value?.sessions.find(({ id }) => id === selected?.id);
  });
  const sessions = data.value?.sessions;
  const selected = selectedSession.value;
  const isFiltered = parameters.text !== '' || parameters.room !== undefined;
  return (
    <div class="split">
      <div class="split-main">
        <Toolbar>
          <Filter value={sessionText} label={t('filterSessions')} />
          {sessionRoom.value !== undefined && (
            <ActionButton
              icon={X}
              title={t('allRooms')}
              onClick={() => {
                sessionRoom.value = undefined;
              }}
            >
              {t('inRoom', { room: sessionRoom.value })}
            </ActionButton>
          )}
          {data.value !== undefined && <Count text={countText(data.value.total, sessions?.length ?? 0)} />}
        </Toolbar>
        <Listing rows={sessions?.length} empty={t(isFiltered ? 'noMatches' : 'noSessions')} fault={fault.value}>
          <Table
            label={t('tabSessions')}
            rows={sessions ?? []}
            columns={sessionColumns}
            keyOf={({ id }) => id}
            sorting={sorting}
            selected={selected?.id}
            onSelect={(session) => {
              selectedSession.value = session.id === selectedSession.peek()?.id ? undefined : session;
            }}
            tone={({ connected }) => (connected ? undefined : 'faded')}
          />
        </Listing>
      </div>
      {selected !== undefined && (
        <SessionPanel
          session={current.value ?? selected}
          isGone={sessions !== undefined && current.value === undefined}
        />
      )}
    </div>
  );
}

function countText(total: number, shown: number): string {
  return total > shown ? t('countedOf', { n: total, shown }) : t('countedSessions', { n: total });
}
