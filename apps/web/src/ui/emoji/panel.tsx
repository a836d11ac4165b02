import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { language, type PhraseName, t } from '../../i18n/index.js';
import { isComposing } from '../composition.js';
import { Floating } from '../floating.js';
import { Icon, type IconName } from '../icon.js';
import { loadEmoji } from './data.js';
import { type Emoji, searchEmoji } from './emoji.js';
import { EmojiGrid } from './grid.js';
import { recentEmoji } from './recent.js';

interface Group {
  readonly name: PhraseName;
  readonly icon: IconName;
  /** Its numbers in the data; none for the recent ones. */
  readonly numbers: readonly number[];
}

const groups: readonly Group[] = [
  { name: 'emojiRecent', icon: 'recent', numbers: [] },
  { name: 'emojiFaces', icon: 'emoji', numbers: [0] },
  { name: 'emojiPeople', icon: 'hand', numbers: [1] },
  { name: 'emojiNature', icon: 'nature', numbers: [3] },
  { name: 'emojiFood', icon: 'food', numbers: [4] },
  { name: 'emojiTravel', icon: 'travel', numbers: [5] },
  { name: 'emojiActivity', icon: 'activity', numbers: [6] },
  { name: 'emojiObjects', icon: 'objects', numbers: [7] },
  { name: 'emojiSymbols', icon: 'symbols', numbers: [8] },
  { name: 'emojiFlags', icon: 'flags', numbers: [9] },
];

function recentOf(all: readonly Emoji[]): readonly Emoji[] {
  const byEmoji = new Map(all.map((one) => [one.emoji, one]));
  return recentEmoji().flatMap((emoji) => byEmoji.get(emoji) ?? []);
}

const inGroup = (all: readonly Emoji[], { numbers }: Group): readonly Emoji[] =>
  numbers.length === 0 ? recentOf(all) : all.filter(({ group }) => numbers.includes(group));

interface PickerProps {
  readonly anchor: HTMLElement;
  /** Called once, with what was chosen. */
  readonly onDone: (emoji?: string) => void;
}

/** Search, groups and a grid. */
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
        <Icon name="search" />
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
              // What counts is what is written now, drawn or not.
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
            <Icon name={icon} size={18} />
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
