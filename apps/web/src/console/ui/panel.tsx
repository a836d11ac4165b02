import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { IconButton } from './button.js';

/** What a panel is made of. */
export interface PanelProps {
  /** Names whose panel it is: when it changes, the focus comes here again. */
  readonly about: string;
  readonly title: ComponentChildren;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What is known of one row, beside the table; over it where there is no room. Esc closes it. */
export function Panel({ about, title, onClose, children }: PanelProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  // Whoever opens another row wants to read on here.
  useEffect(() => {
    head.current?.focus();
  }, [about]);
  return (
    <aside class="panel" aria-labelledby={titleId} data-panel>
      <header class="panel-head">
        <h2 id={titleId} ref={head} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="close" label={t('closePanel')} onClick={() => closed(onClose)} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too. */}
      <div class="panel-body" tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}

/** Closes a panel, and leaves the reader at the row that it was of. */
function closed(close: () => void): void {
  const row = document.querySelector<HTMLElement>('[aria-expanded="true"].row-button');
  close();
  row?.focus();
}

/** A name and what it is, one below the other. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

/** One fact; left out where there is none. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  if (children === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
