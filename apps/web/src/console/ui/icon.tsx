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
import { Outline } from '../../ui/outline.js';

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

/** An icon of the console. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: number }) {
  return <Outline node={icons[name]} size={size} />;
}
