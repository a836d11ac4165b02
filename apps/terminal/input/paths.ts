import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { cleanText } from '../text/clean.js';

/** Paths that are offered at most. */
const MOST = 200;

/** A path as it was typed, with `~` as the home folder. */
export const pathOf = (typed: string): string => resolve(typed.replace(/^~(?=\/|$)/, homedir()));

/** The files and folders that begin as somebody has typed; nothing where the folder cannot be read. */
export async function pathsFrom(typed: string): Promise<readonly string[]> {
  const isFolder = typed === '' || typed.endsWith('/');
  const folder = isFolder ? typed || '.' : dirname(typed);
  const start = isFolder ? '' : basename(typed);
  const shown = typed.slice(0, typed.length - start.length);
  try {
    const entries = await readdir(pathOf(folder), { withFileTypes: true });
    return (
      entries
        .filter(({ name }) => name.startsWith(start) && (start !== '' || !name.startsWith('.')))
        // A name with control characters in it can be typed, but not shown.
        .filter(({ name }) => cleanText(name) === name && !name.includes('\n'))
        .map((entry) => (entry.isDirectory() ? `${join(shown, entry.name)}/` : shown + entry.name))
        .sort((a, b) => a.localeCompare(b, 'en'))
        .slice(0, MOST)
    );
  } catch {
    return [];
  }
}
