import {
  ArrowDown,
  ArrowUp,
  Ban,
  ChevronsUpDown,
  DoorOpen,
  Download,
  Gauge,
  Hash,
  Info,
  LogOut,
  Megaphone,
  MessageSquare,
  MicOff,
  Pause,
  Play,
  Power,
  RotateCw,
  Search,
  Settings,
  Timer,
  Trash,
  TriangleAlert,
  Undo2,
  Unplug,
  Upload,
  Users,
  X,
} from 'lucide';
import { h } from 'preact';

const icons = {
  ban: Ban,
  chaos: Gauge,
  close: X,
  disconnect: Unplug,
  download: Download,
  down: ArrowDown,
  drain: Power,
  info: Info,
  kick: DoorOpen,
  leave: LogOut,
  mute: MicOff,
  pause: Pause,
  people: Users,
  play: Play,
  reload: RotateCw,
  remove: Trash,
  room: Hash,
  say: Megaphone,
  search: Search,
  settings: Settings,
  slow: Timer,
  sortable: ChevronsUpDown,
  tap: MessageSquare,
  undo: Undo2,
  up: ArrowUp,
  upload: Upload,
  warn: TriangleAlert,
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
