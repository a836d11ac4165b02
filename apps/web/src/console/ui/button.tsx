import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

/** What a button is made of. */
export interface ActionButtonProps {
  readonly icon?: IconName;
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** Warns by its colour: it takes something away from somebody. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly title?: string | undefined;
}

/** A button with a word on it. */
export function ActionButton({ icon, children, onClick, danger, disabled, pressed, title }: ActionButtonProps) {
  return (
    <button
      type="button"
      class={`act ${danger === true ? 'act-danger' : ''}`}
      disabled={disabled}
      aria-pressed={pressed}
      title={title}
      onClick={onClick}
    >
      {icon !== undefined && <Icon name={icon} size={15} />}
      <span>{children}</span>
    </button>
  );
}

/** What a button that is only an icon is made of. */
export interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, also shown as a tooltip. */
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** Why it is as it is, in the tooltip instead of the name. */
  readonly title?: string | undefined;
}

/** A button that is only an icon. */
export function IconButton({ icon, label, onClick, disabled, title }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={title ?? label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
