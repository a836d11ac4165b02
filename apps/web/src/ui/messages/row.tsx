import { useState } from 'preact/hooks';
import {
  COLLAPSE_FROM,
  countChanges,
  type GapItem,
  groupChanges,
  type Item,
  type NoticeItem,
  type NoticeText,
  type PresenceItem,
  type PresenceRun,
} from '../../chat/index.js';
import { dayName, faultText, formatList, language, t } from '../../i18n/index.js';
import { ActionBar } from './action-bar.js';
import type { BarMode } from './actions.js';
import { MessageRow, Time } from './message-row.js';
import type { RowLayout } from './row-layout.js';
import { UploadCard } from './upload-card.js';

/** The dividers above a row: a new day, and the start of the unread messages. */
function Dividers({ layout, at }: { readonly layout: RowLayout; readonly at: number }) {
  return (
    <>
      {layout.day && (
        <div class="divider divider-day">
          <span>{dayName(at, Date.now(), language.value)}</span>
        </div>
      )}
      {layout.unread && (
        <div class="divider divider-new">
          <span>{t('newDivider')}</span>
        </div>
      )}
    </>
  );
}

function Line({ line }: { readonly line: NoticeText }) {
  if ('phrase' in line) return <div dir="auto">{t(line.phrase, line.values)}</div>;
  if (!('code' in line)) return <div dir="auto">{line.text}</div>;
  return (
    <div>
      {faultText(line)} <code>{line.code}</code>
    </div>
  );
}

function NoticeRow({ item }: { readonly item: NoticeItem }) {
  return (
    <div class={`notice notice-${item.tone}`}>
      {item.texts.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </div>
  );
}

/** Missing messages that are no longer available. */
function GapRow({ item }: { readonly item: GapItem }) {
  const { missed } = item;
  return (
    <div class="gap">
      <span>{missed === undefined ? t('gapUnknown') : t('gapSome', { n: missed })}</span>
    </div>
  );
}

/** Maximum number of changes to list: a run may span days. */
const MAX_LINES = 200;

function runText({ change, nicks, was = '', reason }: PresenceRun): string {
  const names = formatList(nicks);
  if (change === 'joined') return t('joinedOne', { names });
  if (change === 'renamed') return t('renamedOne', { was, nick: nicks[0] ?? '' });
  return reason === undefined ? t('leftOne', { names }) : t('leftBecause', { names, reason });
}

function summary(changes: PresenceItem['changes']): readonly string[] {
  const { joined, left, renamed } = countChanges(changes);
  return [
    joined > 0 ? t('joinedMany', { n: joined }) : '',
    left > 0 ? t('leftMany', { n: left }) : '',
    renamed > 0 ? t('renamedMany', { n: renamed }) : '',
  ].filter((text) => text !== '');
}

/** Presence changes: the users, or only counts if there are many. */
function PresenceRow({ item }: { readonly item: PresenceItem }) {
  const [open, setOpen] = useState(false);
  const { changes, at } = item;
  const many = changes.length >= COLLAPSE_FROM;
  // Subscribes to the language only, not to other signals.
  void language.value;
  const texts = many && !open ? summary(changes) : groupChanges(changes.slice(-MAX_LINES)).map(runText);
  return (
    <div class="presence">
      <span class="presence-text">
        {texts.map((text, index) => (
          <span key={index} dir="auto">
            {text}
          </span>
        ))}
        {many && (
          <button type="button" class="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'showLess' : 'showAll')}
          </button>
        )}
      </span>
      <Time at={at} full={false} />
    </div>
  );
}

/** Properties are compared one by one: an unchanged row is not rendered again. */
export interface RowProps extends RowLayout {
  readonly item: Item;
  /** Content of the action bar, for the active row. */
  readonly bar: BarMode | undefined;
  /** Whether the list just jumped to it. */
  readonly flash: boolean;
  readonly onDone: () => void;
}

function Content({ item, first, bar }: Pick<RowProps, 'bar' | 'first' | 'item'>) {
  if (item.type === 'message') return <MessageRow item={item} first={first} active={bar !== undefined} />;
  if (item.type === 'presence') return <PresenceRow item={item} />;
  if (item.type === 'notice') return <NoticeRow item={item} />;
  return item.type === 'gap' ? <GapRow item={item} /> : <UploadCard item={item} />;
}

/** A row of the list, with the dividers above it. */
export function Row({ item, day, unread, first, bar, flash, onDone }: RowProps) {
  // A component that reads a signal rerenders only when its signals or properties change.
  void language.value;
  const actions = bar !== undefined && item.type === 'message' && item.erased === undefined;
  return (
    <li class={flash ? 'row row-flash' : 'row'} data-uid={item.uid} tabIndex={-1}>
      {(day || unread) && <Dividers layout={{ day, unread, first }} at={item.at} />}
      <div class={bar === undefined ? 'row-body' : 'row-body row-active'}>
        <Content item={item} first={first} bar={bar} />
        {actions && <ActionBar item={item} mode={bar} onDone={onDone} />}
      </div>
    </li>
  );
}
