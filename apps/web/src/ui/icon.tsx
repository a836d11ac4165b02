import {
  ArrowDown,
  AtSign,
  Check,
  CheckCheck,
  Copy,
  Crown,
  Download,
  Ellipsis,
  Eraser,
  File,
  FileArchive,
  FileAudio,
  FileImage,
  FileText,
  FileVideo,
  Flag,
  Hand,
  Hash,
  History,
  Keyboard,
  Leaf,
  Lightbulb,
  Link,
  LogOut,
  Menu,
  MessageCircle,
  Moon,
  Paperclip,
  Pause,
  Pencil,
  Plane,
  Play,
  Plus,
  Reply,
  RotateCcw,
  Search,
  SendHorizontal,
  Settings,
  Shapes,
  Shield,
  Smile,
  SmilePlus,
  Sun,
  Trash2,
  Trophy,
  Upload,
  Users,
  Utensils,
  X,
} from 'lucide';
import { h } from 'preact';

const icons = {
  activity: Trophy,
  attach: Paperclip,
  bottom: ArrowDown,
  check: Check,
  clear: Eraser,
  close: X,
  dark: Moon,
  edit: Pencil,
  emoji: Smile,
  flags: Flag,
  food: Utensils,
  hand: Hand,
  keyboard: Keyboard,
  leave: LogOut,
  light: Sun,
  link: Link,
  mention: AtSign,
  menu: Menu,
  message: MessageCircle,
  moderator: Shield,
  more: Ellipsis,
  nature: Leaf,
  objects: Lightbulb,
  owner: Crown,
  people: Users,
  plus: Plus,
  read: CheckCheck,
  recent: History,
  reply: Reply,
  retry: RotateCcw,
  room: Hash,
  search: Search,
  send: SendHorizontal,
  settings: Settings,
  symbols: Shapes,
  travel: Plane,
  upload: Upload,
  copy: Copy,
  delete: Trash2,
  download: Download,
  file: File,
  fileArchive: FileArchive,
  fileAudio: FileAudio,
  fileImage: FileImage,
  fileText: FileText,
  fileVideo: FileVideo,
  pause: Pause,
  play: Play,
  react: SmilePlus,
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
