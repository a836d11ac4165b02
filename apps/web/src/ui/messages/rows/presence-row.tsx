import { useState } from 'preact/hooks';
import { COLLAPSE_FROM, countChanges, groupChanges, type PresenceItem, type PresenceRun } from '../../../chat/index.js';
import { formatList, language, t } from '../../../i18n/index.js';
import { Time } from './time.js';

/** So many lines of a run are told one by one at most: whole days of comings and goings can be one run. */
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

/** Comings and goings: who, or when there are many only how many until asked. */
export function PresenceRow({ item }: { readonly item: PresenceItem }) {
  const [open, setOpen] = useState(false);
  const { changes, at } = item;
  const many = changes.length >= COLLAPSE_FROM;
  // Read here, so that the row is drawn anew when the language is another, and not for anything else.
  void language.value;
  const texts = many && !open ? summary(changes) : groupChanges(changes.slice(-MAX_LINES)).map(runText);
  return (
    <div class="quiet">
      <span class="quiet-text">
        {texts.map((text, place) => (
          <span key={place} dir="auto">
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
