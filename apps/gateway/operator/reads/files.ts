import { countIn, wordsIn } from '../query.js';
import type { Read } from '../read.js';
import { deskRefusal } from '../statuses.js';
import type { FilesPage } from '../wire.js';

const MOST = 200;
const USUAL = 100;

/** `room=&limit=`: the files that are kept, the newest first, and the unfinished uploads. */
export const files: Read = async ({ files: { current } }, query) => {
  const room = wordsIn(query, 'room') || undefined;
  const limit = countIn(query, 'limit', 1, MOST, USUAL);
  if (current === undefined) return deskRefusal('FILES_OFF');
  const listing = await current.files({ room, limit });
  const { uploads } = listing;
  return { ...listing, uploads: uploads.slice(0, MOST), uploadsTotal: uploads.length } satisfies FilesPage;
};
