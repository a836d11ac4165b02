import type { IconNode } from 'lucide';
import { type ComponentChildren, h } from 'preact';

/** Renders a lucide icon, 16 px by default. It is hidden from screen readers: label the element that contains it. */
export function Icon({ icon, size = 16 }: { readonly icon: IconNode; readonly size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {icon.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}

export interface IconButtonProps {
  readonly icon: IconNode;
  /** Accessible name; also the tooltip unless `title` is given. */
  readonly label: string;
  readonly onClick: (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }) => void;
  readonly class?: string;
  /** Whether the element that it controls is open. */
  readonly expanded?: boolean;
  /** What the button opens. */
  readonly opens?: 'dialog' | 'menu';
  readonly disabled?: boolean;
  readonly title?: string | undefined;
}

/** A button that shows only an icon. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, onClick, class: extra = '', expanded, opens, disabled, title } = props;
  return (
    <button
      type="button"
      class={`icon-button ${extra}`}
      aria-label={label}
      title={title ?? label}
      aria-expanded={expanded}
      aria-haspopup={opens}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon icon={icon} />
    </button>
  );
}

export interface ActionButtonProps {
  readonly icon?: IconNode;
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** Marks a destructive action. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly title?: string | undefined;
}

/** A button with a text and an optional icon. */
export function ActionButton({ icon, children, onClick, danger, disabled, pressed, title }: ActionButtonProps) {
  return (
    <button
      type="button"
      class={`action ${danger === true ? 'action-danger' : ''}`}
      disabled={disabled}
      aria-pressed={pressed}
      title={title}
      onClick={onClick}
    >
      {icon !== undefined && <Icon icon={icon} size={15} />}
      <span>{children}</span>
    </button>
  );
}
