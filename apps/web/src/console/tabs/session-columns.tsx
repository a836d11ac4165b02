import type { SessionView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { wireTag } from '../../text/nicks.js';
import { t } from '../i18n/index.js';
import { formatBytes, formatMs, formatRate, formatTime } from '../text/format.js';
import { Nick } from '../ui/strangers.js';
import type { Column } from '../ui/table.js';

/** Keys are what the server sorts by. */
export const sessionColumns: readonly Column<SessionView>[] = [
  { key: 'nick', label: 'nick', cell: Who, by: ({ user }) => user?.nick, kind: 'long' },
  {
    key: 'wire',
    label: 'wire',
    cell: ({ transport, dialect }) => (
      <span class="wire" title={`${transport}/${dialect}`}>
        {wireTag(`${transport}/${dialect}`)}
      </span>
    ),
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
    cell: ({ rooms }) => <bdi class="cut">{rooms.map((room) => `#${room}`).join(' ') || '–'}</bdi>,
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

function Who({ user, operator, connected, chaos }: SessionView) {
  return (
    <span class="who">
      {user === undefined ? <span class="aside">{t('nameless')}</span> : <Nick nick={user.nick} />}
      {operator && <span class="tag">{t('operator')}</span>}
      {!connected && <span class="tag">{t('disconnected')}</span>}
      {chaos !== undefined && <span class="tag tag-warn">{chaos}</span>}
    </span>
  );
}
