import {
  ArrowDown,
  Check,
  CornerDownLeft,
  Hash,
  LogOut,
  Menu,
  Moon,
  Pencil,
  Plus,
  RotateCcw,
  SendHorizontal,
  Settings,
  Sun,
  Users,
  X,
} from 'lucide';
import { h } from 'preact';

const icons = {
  bottom: ArrowDown,
  check: Check,
  close: X,
  dark: Moon,
  edit: Pencil,
  enter: CornerDownLeft,
  leave: LogOut,
  light: Sun,
  menu: Menu,
  people: Users,
  plus: Plus,
  retry: RotateCcw,
  room: Hash,
  send: SendHorizontal,
  settings: Settings,
} as const;

/** The name of an icon. */
export type IconName = keyof typeof icons;

/** An outline icon, 16 px unless told. It says nothing to a screen reader: whatever holds it has a name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
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
      {icons[name].map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
