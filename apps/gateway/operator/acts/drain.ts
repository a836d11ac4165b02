import type { OperatorAction } from '../act.js';

/** `{}`: sends everybody away and ends, as SIGTERM does. */
export const drain: OperatorAction = (ground, _body, doing) => {
  doing.afterReply(ground.drain);
  return { line: 'drains: everybody is told to come back later' };
};
