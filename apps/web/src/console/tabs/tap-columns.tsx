import { signal } from '@preact/signals';
import type { TapEntry } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { wireTag } from '../../text/nicks.js';
import { t } from '../i18n/index.js';
import { formatTime } from '../text/format.js';
import type { Sorting } from '../ui/sorting.js';
import { Nick, Room, UserText } from '../ui/strangers.js';
import type { Column } from '../ui/table.js';

/** The newest first. */
export const tapSorting = signal<Sorting>({ key: 'at', direction: 'down' });

/** What is told of a message; of conversations of two, only that they are. */
export const tapColumns: readonly Column<TapEntry>[] = [
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
    cell: ({ room }) => (room === undefined ? <span class="aside">{t('betweenTwo')}</span> : <Room room={room} />),
    by: ({ room }) => room,
  },
  { key: 'from', label: 'from', cell: ({ from }) => <Nick nick={from.nick} />, by: ({ from }) => from.nick },
  {
    key: 'wire',
    label: 'wire',
    cell: ({ wire }) =>
      wire === undefined ? (
        '–'
      ) : (
        <span class="wire" title={wire}>
          {wireTag(wire)}
        </span>
      ),
    by: ({ wire }) => wire,
    kind: 'wide',
  },
  {
    key: 'text',
    label: 'text',
    cell: ({ kind, text }) => (
      <span class="clip">
        {kind !== 'text' && <span class="tag">{kind}</span>}{' '}
        {text === undefined ? <span class="aside">{t('notTold')}</span> : <UserText text={text} />}
      </span>
    ),
    kind: 'long',
  },
];
