import { FileArchive, FileAudio, File as FileIcon, FileImage, FileText, FileVideo, type IconNode } from 'lucide';

const STEP = 1_000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Formats a file size: `150 kB`. */
export function formatBytes(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP) + 1e-9));
  const value = bytes / STEP ** step;
  const unit = UNITS[step] ?? 'byte';
  const digits = value < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // The short form of a byte count would be “5 byte”.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** Formats a progress as a percentage: `62 %`. */
export function formatShare(done: number, whole: number, language: string): string {
  const share = whole === 0 ? 1 : Math.min(1, done / whole);
  // 100 % only when complete.
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share < 1 ? Math.floor(share * 100) / 100 : 1);
}

/** How a file is shown. */
export type FilePresentation = 'audio' | 'file' | 'picture' | 'video';

/** Formats that all supported browsers can show and that cannot run scripts. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
/** Larger pictures are fetched only on request. */
const LARGEST_PREVIEW = 20_000_000;

/** Decides how to show a file by its media type. */
export function presentationOf({
  mediaType,
  size,
}: {
  readonly mediaType: string;
  readonly size: number;
}): FilePresentation {
  if (PICTURES.has(mediaType)) return size <= LARGEST_PREVIEW ? 'picture' : 'file';
  const [kind] = mediaType.split('/');
  return kind === 'audio' || kind === 'video' ? kind : 'file';
}

const icons: ReadonlyArray<readonly [match: RegExp, icon: IconNode]> = [
  [/^image\//, FileImage],
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/zip|compressed|x-tar|x-7z/, FileArchive],
  [/^text\/|json|xml|pdf|document/, FileText],
];

/** Returns the icon of a media type. */
export function iconOf(mediaType: string): IconNode {
  return icons.find(([match]) => match.test(mediaType))?.[1] ?? FileIcon;
}
