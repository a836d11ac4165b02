import type { Item } from '../../../chat/index.js';
import { language } from '../../../i18n/index.js';
import { ActionBar, type BarMode } from '../actions/bar.js';
import { UploadCard } from '../files/upload-card.js';
import { Dividers } from './dividers.js';
import type { RowLayout } from './lay.js';
import { MessageRow } from './message-row.js';
import { GapRow, NoticeRow } from './notice-row.js';
import { PresenceRow } from './presence-row.js';

/** What a row is made of: all of it compared one by one, so that a row that has not changed is not drawn again. */
export interface RowProps extends RowLayout {
  readonly item: Item;
  /** With the row that the reader points at: what its actions show. */
  readonly bar: BarMode | undefined;
  /** Whether it was just jumped to. */
  readonly flash: boolean;
  readonly onDone: () => void;
}

function Content({ item, first, bar }: Pick<RowProps, 'bar' | 'first' | 'item'>) {
  if (item.type === 'message') return <MessageRow item={item} first={first} active={bar !== undefined} />;
  if (item.type === 'presence') return <PresenceRow item={item} />;
  if (item.type === 'notice') return <NoticeRow item={item} />;
  return item.type === 'gap' ? <GapRow item={item} /> : <UploadCard item={item} />;
}

/** One entry of the list, with what stands above it. */
export function Row({ item, day, unread, first, bar, flash, onDone }: RowProps) {
  // A component that has read a signal is drawn again only when that or its properties have changed.
  void language.value;
  const actions = bar !== undefined && item.type === 'message' && item.erased === undefined;
  return (
    <li class={flash ? 'row row-flash' : 'row'} data-uid={item.uid} tabIndex={-1}>
      {(day || unread) && <Dividers lay={{ day, unread, first }} at={item.at} />}
      <div class={bar === undefined ? 'row-body' : 'row-body row-active'}>
        <Content item={item} first={first} bar={bar} />
        {actions && <ActionBar item={item} mode={bar} onDone={onDone} />}
      </div>
    </li>
  );
}
