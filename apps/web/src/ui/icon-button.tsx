import { Icon, type IconName } from './icon.js';

/** What an icon button is made of. */
export interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, also shown as a tooltip. */
  readonly label: string;
  readonly onClick: (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }) => void;
  readonly class?: string;
  /** Whether what it opens is open. */
  readonly expanded?: boolean;
  /** That it opens a menu or a dialog. */
  readonly opens?: 'dialog' | 'menu';
  readonly disabled?: boolean;
}

/** A button that is only an icon. */
export function IconButton({ icon, label, onClick, class: extra = '', expanded, opens, disabled }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${extra}`}
      aria-label={label}
      title={label}
      aria-expanded={expanded}
      aria-haspopup={opens}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
