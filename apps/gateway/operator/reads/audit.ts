import { integerParam } from '../query.js';
import type { OperatorQuery } from '../read.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** `before=N&limit=`: what operators and moderators did, the newest first. */
export const audit: OperatorQuery = ({ audit: book }, query) =>
  book.read({
    before: integerParam(query, 'before', 1, Number.MAX_SAFE_INTEGER, undefined),
    limit: integerParam(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT),
  });
