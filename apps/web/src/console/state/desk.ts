import type { OperatorApi } from '../desk/index.js';
import { account } from './account.js';

/** The desk of whoever has signed in. @throws TypeError while nobody has: tabs are not shown then. */
export function operatorApi(): OperatorApi {
  const now = account.peek();
  if (now.name !== 'in') throw new TypeError('Nobody has signed in.');
  return now.desk;
}
