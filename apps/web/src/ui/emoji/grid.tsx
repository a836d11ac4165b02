import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Emoji } from './emoji.js';

/** How many stand in a row; `styles/picker.css` has the same number. */
const COLUMNS = 8;
const PAGE_ROWS = 6;

/** From one emoji to another by key; outside of the list means: no further. */
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

/** Emoji in rows. One stop for Tab; the arrows go from one to another. */
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
