import type { Signal } from '@preact/signals';
import { Search, X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon, IconButton } from '../../ui-kit/button.js';
import type { Fault } from '../api.js';
import { faultText, t } from '../i18n/index.js';

export interface ListingProps {
  /** Number of rows; `undefined` while loading. */
  readonly rows: number | undefined;
  /** Text without rows. */
  readonly empty: string;
  readonly fault: Fault | undefined;
  readonly children: ComponentChildren;
}

/** A list, or why it is empty: loading, no rows, or a fault. */
export function Listing({ rows, empty, fault, children }: ListingProps) {
  return (
    <>
      {fault !== undefined && (
        <p class="alert" role="alert">
          {faultText(fault)}
        </p>
      )}
      {rows === undefined && fault === undefined && <p class="empty-note">{t('loading')}</p>}
      {rows === 0 && <p class="empty-note">{empty}</p>}
      {rows !== undefined && rows > 0 && children}
    </>
  );
}

/** The filter of a tab; `/` focuses it, Esc clears it. */
export function Filter({ value, label }: { readonly value: Signal<string>; readonly label: string }) {
  return (
    <label class="filter">
      <Icon icon={Search} size={15} />
      <span class="visually-hidden">{label}</span>
      <input
        class="field"
        type="search"
        placeholder={label}
        title={t('filterHint')}
        data-filter
        autocomplete="off"
        spellcheck={false}
        maxLength={100}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value.peek() === '') return;
          event.stopPropagation();
          event.preventDefault();
          value.value = '';
        }}
      />
    </label>
  );
}

/** The toolbar above a table. */
export function Toolbar({ children }: { readonly children: ComponentChildren }) {
  return <div class="toolbar">{children}</div>;
}

/** The number of rows. */
export function Count({ text }: { readonly text: string }) {
  return <p class="count">{text}</p>;
}

export interface PanelProps {
  /** Identifies the row: a change moves the focus to the panel. */
  readonly subject: string;
  readonly title: ComponentChildren;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Details of a row, beside the table or, on narrow screens, over it. Esc closes it. */
export function Panel({ subject, title, onClose, children }: PanelProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  // Move the focus to the panel of another row.
  useEffect(() => {
    head.current?.focus();
  }, [subject]);
  return (
    <aside class="panel" aria-labelledby={titleId} data-panel>
      <header class="panel-head">
        <h2 id={titleId} ref={head} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon={X} label={t('closePanel')} onClick={() => closeAndFocusRow(onClose)} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too. */}
      <div class="panel-body" tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}

/** Closes a panel and moves the focus back to its row. */
function closeAndFocusRow(close: () => void): void {
  const row = document.querySelector<HTMLElement>('[aria-expanded="true"].row-button');
  close();
  row?.focus();
}

/** A list of names and values. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

/** A name and its value; omitted without a value. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  if (children === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
