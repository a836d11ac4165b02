import { integerParam, textParam } from '../query.js';
import type { OperatorQuery } from '../read.js';
import { operatorRefusal } from '../statuses.js';
import type { FilesPage } from '../wire.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 100;

/** `room=&limit=`: the files that are kept, the newest first, and the unfinished uploads. */
export const files: OperatorQuery = async ({ files: { current } }, query) => {
  const room = textParam(query, 'room') || undefined;
  const limit = integerParam(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT);
  if (current === undefined) return operatorRefusal('FILES_OFF');
  const listing = await current.files({ room, limit });
  const { uploads } = listing;
  return { ...listing, uploads: uploads.slice(0, MAX_LIMIT), uploadsTotal: uploads.length } satisfies FilesPage;
};
