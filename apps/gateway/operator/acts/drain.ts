import type { Act } from '../act.js';

/** `{}`: sends everybody away and ends, as SIGTERM does. */
export const drain: Act = (ground, _body, doing) => {
  doing.afterwards(ground.drain);
  return { line: 'drains: everybody is told to come back later' };
};
