import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.js';
import { Icon } from './icon.js';

/** The field that narrows what a tab shows; `/` goes to it, Esc empties it. */
export function Filter({ value, label }: { readonly value: Signal<string>; readonly label: string }) {
  return (
    <label class="filter">
      <Icon name="search" size={15} />
      <span class="unseen">{label}</span>
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

/** The line above a table. */
export function Toolbar({ children }: { readonly children: ComponentChildren }) {
  return <div class="toolbar">{children}</div>;
}

/** How many are shown, said aloud when it changes to something else for longer. */
export function Count({ text }: { readonly text: string }) {
  return <p class="counted">{text}</p>;
}
