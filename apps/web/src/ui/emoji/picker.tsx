import { useSignal } from '@preact/signals';
import {
  Flag,
  Hand,
  History,
  type IconNode,
  Leaf,
  Lightbulb,
  Plane,
  Search,
  Shapes,
  Smile,
  Trophy,
  Utensils,
} from 'lucide';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { language, type PhraseName, t } from '../../i18n/index.js';
import { Icon } from '../../ui-kit/button.js';
import { Floating } from '../../ui-kit/floating.js';
import { isComposing } from '../../ui-kit/keyboard.js';
import { loadEmoji } from './data.js';
import { type Emoji, recentEmoji, rememberEmoji, searchEmoji } from './emoji.js';

/** Emoji per row, as in `styles/floating.css`. */
const COLUMNS = 8;
const PAGE_ROWS = 6;

/** Index of the next emoji by key; out of range means no move. */
const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at + COLUMNS,
  ArrowUp: (at) => at - COLUMNS,
  PageDown: (at, count) => Math.min(count - 1, at + COLUMNS * PAGE_ROWS),
  PageUp: (at) => Math.max(0, at - COLUMNS * PAGE_ROWS),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

interface EmojiGridProps {
  readonly list: readonly Emoji[];
  readonly label: string;
  readonly onPick: (emoji: string) => void;
}

/** A grid of emoji with a single tab stop; arrow keys move between emoji. */
export function EmojiGrid({ list, label, onPick }: EmojiGridProps) {
  const element = useRef<HTMLDivElement>(null);
  const active = useSignal(0);
  if (list.length === 0) return null;
  return (
    <div
      ref={element}
      class="picker-grid"
      role="listbox"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const next = step(active.value, list.length);
        if (next < 0 || next >= list.length) return;
        active.value = next;
        element.current?.querySelectorAll('button')[next]?.focus();
      }}
    >
      {list.map(({ emoji, name, codes }, at) => (
        <button
          key={emoji}
          type="button"
          role="option"
          class="picker-emoji"
          tabIndex={at === active.value ? 0 : -1}
          aria-selected={at === active.value}
          aria-label={name}
          title={codes[0] === undefined ? name : `${name}  :${codes[0]}:`}
          onFocus={() => {
            active.value = at;
          }}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

interface Group {
  readonly name: PhraseName;
  readonly icon: IconNode;
  /** Group numbers in the data; none for recent emoji. */
  readonly numbers: readonly number[];
}

const groups: readonly Group[] = [
  { name: 'emojiRecent', icon: History, numbers: [] },
  { name: 'emojiFaces', icon: Smile, numbers: [0] },
  { name: 'emojiPeople', icon: Hand, numbers: [1] },
  { name: 'emojiNature', icon: Leaf, numbers: [3] },
  { name: 'emojiFood', icon: Utensils, numbers: [4] },
  { name: 'emojiTravel', icon: Plane, numbers: [5] },
  { name: 'emojiActivity', icon: Trophy, numbers: [6] },
  { name: 'emojiObjects', icon: Lightbulb, numbers: [7] },
  { name: 'emojiSymbols', icon: Shapes, numbers: [8] },
  { name: 'emojiFlags', icon: Flag, numbers: [9] },
];

function recentOf(all: readonly Emoji[]): readonly Emoji[] {
  const byEmoji = new Map(all.map((entry) => [entry.emoji, entry]));
  return recentEmoji().flatMap((emoji) => byEmoji.get(emoji) ?? []);
}

const inGroup = (all: readonly Emoji[], { numbers }: Group): readonly Emoji[] =>
  numbers.length === 0 ? recentOf(all) : all.filter(({ group }) => numbers.includes(group));

interface PickerProps {
  readonly anchor: HTMLElement;
  /** Called once, with the picked emoji. */
  readonly onDone: (emoji?: string) => void;
}

/** The picker: search, groups and a grid. */
export function Picker({ anchor, onDone }: PickerProps) {
  const all = useSignal<readonly Emoji[] | undefined>(undefined);
  const failed = useSignal(false);
  const typed = useSignal('');
  const chosen = useSignal(0);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    loadEmoji(language.value).then(
      (list) => {
        all.value = list;
      },
      () => {
        failed.value = true;
      },
    );
  }, []);

  const searching = typed.value.trim() !== '';
  const group = groups[chosen.value];
  const list = all.value ?? [];
  const shown = searching || group === undefined ? searchEmoji(list, typed.value) : inGroup(list, group);
  const title = searching || group === undefined ? t('emojiFound') : t(group.name);
  return (
    <Floating anchor={anchor} label={t('emojiPick')} class="picker" onClose={() => onDone()}>
      <label class="picker-search">
        <Icon icon={Search} />
        <input
          autofocus
          value={typed.value}
          aria-label={t('emojiSearch')}
          placeholder={t('emojiSearch')}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === 'Enter') {
              event.preventDefault();
              // Read the current text: it may not have rendered yet.
              const first = searching ? searchEmoji(list, event.currentTarget.value)[0] : undefined;
              if (first !== undefined) onDone(first.emoji);
            } else if (event.key === 'ArrowDown') {
              event.preventDefault();
              grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
            }
          }}
        />
      </label>
      <fieldset class="picker-groups" aria-label={t('emojiGroups')}>
        {groups.map(({ name, icon }, at) => (
          <button
            key={name}
            type="button"
            class="picker-group"
            aria-label={t(name)}
            aria-pressed={!searching && at === chosen.value}
            title={t(name)}
            onClick={() => {
              typed.value = '';
              chosen.value = at;
            }}
          >
            <Icon icon={icon} size={18} />
          </button>
        ))}
      </fieldset>
      <h3 class="picker-title">{title}</h3>
      <div ref={grid} class="picker-body">
        {failed.value && <p class="picker-none">{t('emojiFailed')}</p>}
        {all.value !== undefined && shown.length === 0 && <p class="picker-none">{t('emojiNone')}</p>}
        <EmojiGrid key={`${chosen.value} ${typed.value}`} list={shown} label={title} onPick={onDone} />
      </div>
    </Floating>
  );
}

/**
 * Opens the emoji picker.
 *
 * @param anchor element to place it next to
 * @returns `undefined` if none was picked
 */
export function pickEmoji(anchor: HTMLElement): Promise<string | undefined> {
  const place = document.createElement('div');
  document.body.append(place);
  return new Promise((resolve) => {
    const done = (emoji?: string) => {
      if (emoji !== undefined) rememberEmoji(emoji);
      render(null, place);
      place.remove();
      resolve(emoji);
    };
    render(<Picker anchor={anchor} onDone={done} />, place);
  });
}
