import { signal } from '@preact/signals';
import type { RoomsPage, RoomView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { reuseRows, usePolling } from '../state/polled.js';
import { formatCount, formatRate } from '../text/format.js';
import { Listing } from '../ui/listing.js';
import type { Sorting } from '../ui/sorting.js';
import { Room, UserText } from '../ui/strangers.js';
import { type Column, Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';
import { RoomPanel } from './room-panel.js';
import { accessNames, chosenRoom } from './room-view.js';

const MOST = 500;

const text = signal('');
const sorting = signal<Sorting>({ key: 'members', direction: 'down' });

const columns: readonly Column<RoomView>[] = [
  { key: 'room', label: 'room', cell: ({ room }) => <Room room={room} />, by: ({ room }) => room },
  {
    key: 'members',
    label: 'members',
    cell: ({ members }) => formatCount(members, language.value),
    by: ({ members }) => members,
    down: true,
    kind: 'number',
  },
  {
    key: 'rate',
    label: 'perSecond',
    cell: (room) => formatRate(room.rate, language.value),
    by: (room) => room.rate,
    down: true,
    kind: 'number',
  },
  {
    key: 'slow',
    label: 'slowMode',
    cell: ({ slow }) => (slow === undefined ? '–' : t('slowSeconds', { n: slow })),
    by: ({ slow }) => slow,
    down: true,
    kind: 'number',
  },
  {
    key: 'access',
    label: 'access',
    cell: ({ access }) => (access === undefined ? '–' : t(accessNames[access])),
    by: ({ access }) => access,
    kind: 'wide',
  },
  {
    key: 'owner',
    label: 'owner',
    cell: ({ owner }) => (owner === undefined ? '–' : <UserText text={owner} />),
    by: ({ owner }) => owner,
    kind: 'wide',
  },
  {
    key: 'topic',
    label: 'topic',
    cell: ({ topic }) => <span class="cut">{topic === undefined ? '–' : <UserText text={topic} />}</span>,
    by: ({ topic }) => topic,
    kind: 'wide long',
  },
];

/** Which rooms there are, and what can be done in them. */
export function RoomsTab() {
  const asked = { text: text.value.trim(), limit: MOST };
  const { data, fault } = usePolling(async (before: RoomsPage | undefined) => {
    const told = await operatorApi().query('rooms', asked);
    if (told.value === undefined) return told;
    return { value: { ...told.value, rooms: reuseRows(before?.rooms ?? [], told.value.rooms, ({ room }) => room) } };
  }, JSON.stringify(asked));
  const rooms = data.value?.rooms;
  const kept = chosenRoom.value;
  const now = rooms?.find(({ room }) => room === kept?.room);
  return (
    <div class="split">
      <div class="split-main">
        <Toolbar>
          <Filter value={text} label={t('filterRooms')} />
          {data.value !== undefined && <Count text={counted(data.value.total, rooms?.length ?? 0)} />}
        </Toolbar>
        <Listing rows={rooms?.length} empty={t(asked.text === '' ? 'noRooms' : 'noneFit')} fault={fault.value}>
          <Table
            label={t('tabRooms')}
            rows={rooms ?? []}
            columns={columns}
            keyOf={({ room }) => room}
            sorting={sorting}
            selected={kept?.room}
            onSelect={(room) => {
              chosenRoom.value = room.room === chosenRoom.peek()?.room ? undefined : room;
            }}
          />
        </Listing>
      </div>
      {kept !== undefined && <RoomPanel room={now ?? kept} over={rooms !== undefined && now === undefined} />}
    </div>
  );
}

function counted(total: number, shown: number): string {
  return total > shown ? t('countedOf', { n: total, shown }) : t('countedRooms', { n: total });
}
