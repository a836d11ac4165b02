import type {
  AuditPage,
  ConfigPage,
  FilesPage,
  Overview,
  PluginsPage,
  RoomsPage,
  SessionsPage,
  TapPage,
  WhyPage,
} from '../../../../gateway/operator/wire.js';
import { isObject } from './fault.js';

/** What can be read, by the last part of its path. */
export interface QueryResults {
  readonly overview: Overview;
  readonly sessions: SessionsPage;
  readonly rooms: RoomsPage;
  readonly tap: TapPage;
  readonly plugins: PluginsPage;
  readonly files: FilesPage;
  readonly audit: AuditPage;
  readonly config: ConfigPage;
  readonly why: WhyPage;
}

/** The lists that an answer must have for the console to draw it. */
const lists: Readonly<Record<keyof QueryResults, readonly string[]>> = {
  overview: ['listeners', 'vitals'],
  sessions: ['sessions'],
  rooms: ['rooms'],
  tap: ['entries'],
  plugins: ['plugins'],
  files: ['files'],
  audit: ['entries'],
  config: ['settings'],
  why: ['gates', 'recipients'],
};

/** Whether an answer has the shape of what was read: something between here and the gateway may have answered instead. */
export function hasShape<R extends keyof QueryResults>(what: R, body: unknown): body is QueryResults[R] {
  return isObject(body) && lists[what].every((list) => Array.isArray(body[list]) && body[list].every(isObject));
}
