import { signal } from '@preact/signals';
import { Megaphone, MessageSquare, Timer, Upload, Users } from 'lucide';
import type { RoomsPage, RoomView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton } from '../../ui-kit/button.js';
import { RoomName, UserText } from '../../ui-kit/names.js';
import { slowDialog } from '../actions/moderate.js';
import { fileDialog, messageDialog } from '../actions/send.js';
import { formatCount, formatRate } from '../format.js';
import { t } from '../i18n/index.js';
import { overview } from '../overview.js';
import { reuseRows, usePolling } from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Fact, Facts, Filter, Listing, Panel, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';
import { accessNames, selectedRoom, showMessagesIn, showSessionsIn } from '../view.js';

/** Details and actions of a room. */
function RoomPanel({ room, isGone }: { readonly room: RoomView; readonly isGone: boolean }) {
  const { members, topic, slow, access, owner } = room;
  const name = room.room;
  return (
    <Panel
      subject={name}
      title={<RoomName room={name} />}
      onClose={() => {
        selectedRoom.value = undefined;
      }}
    >
      {isGone && <p class="alert alert-warning">{t('roomEmpty')}</p>}
      <div class="actions">
        <ActionButton icon={MessageSquare} onClick={() => showMessagesIn(name)}>
          {t('openMessages')}
        </ActionButton>
        <ActionButton icon={Users} onClick={() => showSessionsIn(name)}>
          {t('openSessions')}
        </ActionButton>
        <ActionButton icon={Megaphone} onClick={() => messageDialog({ room: name })}>
          {t('sendHere')}
        </ActionButton>
        {overview.value?.files === true && (
          <ActionButton icon={Upload} onClick={() => fileDialog({ room: name })}>
            {t('sendFile')}
          </ActionButton>
        )}
        <ActionButton icon={Timer} disabled={isGone} onClick={() => slowDialog(room)}>
          {t('slowMode')}
        </ActionButton>
      </div>
      <Facts>
        <Fact name={t('members')}>{formatCount(members, language.value)}</Fact>
        <Fact name={t('perSecond')}>{formatRate(room.rate, language.value)}</Fact>
        <Fact name={t('slowMode')}>{slow === undefined ? t('slowOff') : t('slowSeconds', { n: slow })}</Fact>
        <Fact name={t('access')}>{access === undefined ? undefined : t(accessNames[access])}</Fact>
        <Fact name={t('owner')}>
          {owner === undefined ? room.public === true ? t('noOwner') : undefined : <UserText text={owner} />}
        </Fact>
        <Fact name={t('topic')}>{topic === undefined ? undefined : <UserText text={topic} />}</Fact>
      </Facts>
    </Panel>
  );
}

const MAX_ROWS = 500;

const text = signal('');
const sorting = signal<Sorting>({ key: 'members', direction: 'down' });

const columns: readonly Column<RoomView>[] = [
  { key: 'room', label: 'room', cell: ({ room }) => <RoomName room={room} />, by: ({ room }) => room },
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
    cell: ({ topic }) => <span class="one-line">{topic === undefined ? '–' : <UserText text={topic} />}</span>,
    by: ({ topic }) => topic,
    kind: 'wide long',
  },
];

/** The rooms. */
export function RoomsTab() {
  const parameters = { text: text.value.trim(), limit: MAX_ROWS };
  const { data, fault } = usePolling(async (before: RoomsPage | undefined) => {
    const result = await operatorApi().query('rooms', parameters);
    if (result.value === undefined) return result;
    return {
      value: { ...result.value, rooms: reuseRows(before?.rooms ?? [], result.value.rooms, ({ room }) => room) },
    };
  }, JSON.stringify(parameters));
  const rooms = data.value?.rooms;
  const selected = selectedRoom.value;
  const current = rooms?.find(({ room }) => room === selected?.room);
  return (
    <div class="split">
      <div class="split-main">
        <Toolbar>
          <Filter value={text} label={t('filterRooms')} />
          {data.value !== undefined && <Count text={countText(data.value.total, rooms?.length ?? 0)} />}
        </Toolbar>
        <Listing rows={rooms?.length} empty={t(parameters.text === '' ? 'noRooms' : 'noMatches')} fault={fault.value}>
          <Table
            label={t('tabRooms')}
            rows={rooms ?? []}
            columns={columns}
            keyOf={({ room }) => room}
            sorting={sorting}
            selected={selected?.room}
            onSelect={(room) => {
              selectedRoom.value = room.room === selectedRoom.peek()?.room ? undefined : room;
            }}
          />
        </Listing>
      </div>
      {selected !== undefined && (
        <RoomPanel room={current ?? selected} isGone={rooms !== undefined && current === undefined} />
      )}
    </div>
  );
}

function countText(total: number, shown: number): string {
  return total > shown ? t('countedOf', { n: total, shown }) : t('countedRooms', { n: total });
}
