import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../i18n/index.js';

/** The messages that the reader has unfolded: rows come and go while the list is scrolled. */
const unfolded = new Set<string>();

interface FoldableProps {
  /** The message's. */
  readonly uid: string;
  /** Of the element with the text. */
  readonly class: string;
  readonly children: ComponentChildren;
}

/** A very tall text: its first lines, and a button that shows the rest. */
export function Foldable({ uid, class: name, children }: FoldableProps) {
  const [isOpen, setOpen] = useState(unfolded.has(uid));
  const id = `text-${uid}`;
  const toggle = (open: boolean) => {
    if (open) unfolded.add(uid);
    else unfolded.delete(uid);
    setOpen(open);
  };
  return (
    <>
      {/* Links in the part that is hidden can be reached by the Tab key: then it is shown. */}
      <div
        id={id}
        class={`${name}${isOpen ? '' : ' message-folded'}`}
        dir="auto"
        onFocusCapture={() => isOpen || toggle(true)}
      >
        {children}
      </div>
      <button
        type="button"
        class="link-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => toggle(!isOpen)}
      >
        {t(isOpen ? 'showLess' : 'showMore')}
      </button>
    </>
  );
}
