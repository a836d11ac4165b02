import { useState } from 'preact/hooks';
import {
  countsOf,
  FOLD_FROM,
  type NoticeItem,
  type PresenceItem,
  type PresenceRun,
  runsOf,
  type Said,
} from '../chat/index.js';
import { clockTime, dayName, faultText, language, listed, t } from '../i18n/index.js';

function runText({ change, nicks, was = '', reason }: PresenceRun): string {
  const names = listed(nicks);
  if (change === 'joined') return t('joinedOne', { names });
  if (change === 'renamed') return t('renamedOne', { was, nick: nicks[0] ?? '' });
  return reason === undefined ? t('leftOne', { names }) : t('leftBecause', { names, reason });
}

function summary(changes: readonly PresenceItem[]): readonly string[] {
  const { joined, left, renamed } = countsOf(changes);
  return [
    joined > 0 ? t('joinedMany', { n: joined }) : '',
    left > 0 ? t('leftMany', { n: left }) : '',
    renamed > 0 ? t('renamedMany', { n: renamed }) : '',
  ].filter((text) => text !== '');
}

/** Comings and goings: who, or when there are many only how many until asked. */
export function PresenceRow({ changes }: { readonly changes: readonly PresenceItem[] }) {
  const [open, setOpen] = useState(false);
  const many = changes.length >= FOLD_FROM;
  const texts = many && !open ? summary(changes) : runsOf(changes).map(runText);
  return (
    <li class="quiet">
      <span class="quiet-text">
        {texts.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </span>
      {many && (
        <button type="button" class="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'showLess' : 'showAll')}
        </button>
      )}
      <time>{clockTime(changes.at(-1)?.at ?? 0, language.value)}</time>
    </li>
  );
}

function Line({ said }: { readonly said: Said }) {
  if ('phrase' in said) return <div>{t(said.phrase, said.values)}</div>;
  if (!('code' in said)) return <div>{said.text}</div>;
  return (
    <div>
      {faultText(said)} <code>{said.code}</code>
    </div>
  );
}

/** A line for this reader only. */
export function NoticeRow({ item }: { readonly item: NoticeItem }) {
  return (
    <li class={`notice notice-${item.tone}`}>
      {item.said.map((said, at) => (
        <Line key={at} said={said} />
      ))}
    </li>
  );
}

/** Where a day begins. */
export function DayRow({ at }: { readonly at: number }) {
  return (
    <li class="divider divider-day">
      <span>{dayName(at, Date.now(), language.value)}</span>
    </li>
  );
}

/** Where the unread messages begin. */
export function NewRow() {
  return (
    <li class="divider divider-new">
      <span>{t('newDivider')}</span>
    </li>
  );
}
