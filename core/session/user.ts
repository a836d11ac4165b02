import type { Author } from '../message/message.js';
import type { Session } from './session.js';

/** Somebody. A guest is a user with a nick and no account. */
export interface User extends Author {
  readonly id: string;
  readonly nick: string;
  /** What the `login` gate says who someone is; sessions of one account are one user. */
  readonly account: string | undefined;
  /** One per device or tab. */
  readonly sessions: ReadonlySet<Session>;
}
