import { countIn } from '../query.js';
import type { Read } from '../read.js';

const MOST = 200;
const USUAL = 50;

/** `before=N&limit=`: what operators and moderators did, the newest first. */
export const audit: Read = ({ audit: book }, query) =>
  book.read({
    before: countIn(query, 'before', 1, Number.MAX_SAFE_INTEGER, undefined),
    limit: countIn(query, 'limit', 1, MOST, USUAL),
  });
