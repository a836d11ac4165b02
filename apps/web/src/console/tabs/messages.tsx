import { type Signal, signal, useSignal } from '@preact/signals';
import { Pause, Play } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { TapEntry } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton } from '../../ui-kit/button.js';
import { Nick, RoomName, UserText, WireTag } from '../../ui-kit/names.js';
import type { Fault } from '../api.js';
import { formatTime } from '../format.js';
import { t } from '../i18n/index.js';
import { overview } from '../overview.js';
import {
  appendPage,
  createPoller,
  EMPTY_TAP,
  gatewayStatus,
  MAX_TAP_ENTRIES,
  type TapState,
  tabVisibility,
} from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Filter, Listing, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';
import { selectedMessage, tapPaused, tapRoom, tapText } from '../view.js';
import { TracePanel } from './trace-panel.js';

/** Newest first. */
const tapSorting = signal<Sorting>({ key: 'at', direction: 'down' });

/** Columns of the tap; the text of direct messages is not included. */
const tapColumns: readonly Column<TapEntry>[] = [
  {
    key: 'at',
    label: 'time',
    cell: ({ at }) => formatTime(at, language.value),
    by: ({ n }) => n,
    down: true,
    kind: 'time',
  },
  {
    key: 'room',
    label: 'room',
    cell: ({ room }) =>
      room === undefined ? <span class="aside">{t('directMessage')}</span> : <RoomName room={room} />,
    by: ({ room }) => room,
  },
  { key: 'from', label: 'from', cell: ({ from }) => <Nick nick={from.nick} />, by: ({ from }) => from.nick },
  {
    key: 'wire',
    label: 'wire',
    cell: ({ wire }) => (wire === undefined ? '–' : <WireTag wire={wire} />),
    by: ({ wire }) => wire,
    kind: 'wide',
  },
  {
    key: 'text',
    label: 'text',
    cell: ({ kind, text }) => (
      <span class="clip">
        {kind !== 'text' && <span class="tag">{kind}</span>}{' '}
        {text === undefined ? <span class="aside">{t('notShown')}</span> : <UserText text={text} />}
      </span>
    ),
    kind: 'long',
  },
];

const POLL_INTERVAL_MS = 1_000;

/** Polls the tap while the component is mounted and not paused. */
function useTap(): { readonly tap: Signal<TapState | undefined>; readonly fault: Signal<Fault | undefined> } {
  const tap = useSignal<TapState | undefined>(undefined);
  const fault = useSignal<Fault | undefined>(undefined);
  const room = tapRoom.value.trim().replace(/^#/, '');
  const text = tapText.value.trim();
  const startedAt = overview.value?.startedAt;
  // A restarted gateway counts from 1 again.
  useEffect(() => {
    let isUnmounted = false;
    let collected = EMPTY_TAP;
    const poller = createPoller(async () => {
      if (tapPaused.peek() || gatewayStatus.peek().name === 'away') return POLL_INTERVAL_MS;
      const result = await operatorApi().query('tap', { after: collected.last, room, text, limit: MAX_TAP_ENTRIES });
      if (isUnmounted || tapPaused.peek()) return POLL_INTERVAL_MS;
      fault.value = result.fault;
      if (result.value !== undefined) {
        collected = appendPage(collected, result.value);
        tap.value = collected;
      }
      return POLL_INTERVAL_MS;
    }, tabVisibility);
    return () => {
      isUnmounted = true;
      poller.stop();
    };
  }, [room, text, startedAt]);
  return { tap, fault };
}

/** The message tap. */
export function MessagesTab() {
  const { tap, fault } = useTap();
  const { value: current } = tap;
  const isFiltered = tapRoom.value.trim() !== '' || tapText.value.trim() !== '';
  useEffect(
    () => () => {
      selectedMessage.value = undefined;
    },
    [],
  );
  return (
    <div class="split">
      <div class="split-main">
        <Toolbar>
          <ActionButton
            icon={tapPaused.value ? Play : Pause}
            onClick={() => {
              tapPaused.value = !tapPaused.peek();
            }}
          >
            {t(tapPaused.value ? 'resume' : 'pause')}
          </ActionButton>
          <Filter value={tapText} label={t('filterMessages')} />
          <label class="filter filter-room">
            <span class="visually-hidden">{t('room')}</span>
            <input
              class="field"
              placeholder={t('anyRoom')}
              maxLength={64}
              autocomplete="off"
              value={tapRoom.value}
              onInput={(event) => {
                tapRoom.value = event.currentTarget.value;
              }}
            />
          </label>
          {current !== undefined && <Count text={t('countedMessages', { n: current.entries.length })} />}
          {current !== undefined && current.lost > 0 && (
            <p class="tag tag-warn">{t('messagesMissed', { n: current.lost })}</p>
          )}
        </Toolbar>
        <Listing rows={current?.entries.length} empty={t(isFiltered ? 'noMatches' : 'noMessages')} fault={fault.value}>
          <Table
            label={t('tabMessages')}
            rows={current?.entries ?? []}
            columns={tapColumns}
            keyOf={({ n }) => String(n)}
            sorting={tapSorting}
            selected={current?.entries.find(({ id }) => id === selectedMessage.value)?.n.toString()}
            onSelect={({ id }) => {
              selectedMessage.value = id === selectedMessage.peek() ? undefined : id;
            }}
          />
        </Listing>
      </div>
      {selectedMessage.value !== undefined && <TracePanel id={selectedMessage.value} />}
    </div>
  );
}
