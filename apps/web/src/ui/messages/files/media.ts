import type { IconName } from '../../icon.js';

/** How a file is shown. */
export type FilePresentation = 'audio' | 'file' | 'picture' | 'video';

/** What every browser that can show the page can show, and what is nothing but a picture. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
/** A picture larger than this is fetched when it is wanted only. */
const LARGEST_PREVIEW = 20_000_000;

/** How a file is shown, by what its sender says that it is. */
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

const icons: ReadonlyArray<readonly [match: RegExp, icon: IconName]> = [
  [/^image\//, 'fileImage'],
  [/^audio\//, 'fileAudio'],
  [/^video\//, 'fileVideo'],
  [/zip|compressed|x-tar|x-7z/, 'fileArchive'],
  [/^text\/|json|xml|pdf|document/, 'fileText'],
];

/** The icon of a media type. */
export function iconOf(mediaType: string): IconName {
  return icons.find(([match]) => match.test(mediaType))?.[1] ?? 'file';
}
