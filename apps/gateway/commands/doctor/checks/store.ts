import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { size } from '../size.js';
import type { StoreFacts } from '../store/facts.js';

type Told = Exclude<StoreFacts['look'], undefined>;

const verdicts: Readonly<Record<Told['state'], (look: Told, path: string) => Finding>> = {
  absent: (_look, path) => ok(`${path} will be made; SQLite is there.`),
  sound: ({ bytes = 0 }, path) => ok(`${path} is sound (${size(bytes)}).`),
  open: ({ bytes = 0 }, path) => ok(`${path} opens; its ${size(bytes)} are too many to be read through now.`),
  locked: (_look, path) => warning(`${path} is open in another process, most likely a gateway that runs.`),
  corrupt: ({ text }) => failed(`${text}`),
  lost: ({ text }) => failed(`${text}`),
  full: ({ text }) => failed(`${text}`),
  newer: ({ text }) => failed(`${text} Use that release, or another folder (--data).`),
  foreign: ({ text }) => failed(`${text} Choose another folder with --data.`),
  driver: ({ text }) => failed(`${text} Install it with npm install libsql, or leave --data away.`),
  unusable: ({ text }) => failed(`${text}`),
};

/** @param facts `undefined`: nothing is kept on disk. */
export function judgeStore(facts: StoreFacts | undefined): Finding {
  if (facts === undefined) return ok('In memory.');
  const { path, look } = facts;
  if (look === undefined) return failed(`${path} could not be looked at in time: is its disk well?`);
  return verdicts[look.state](look, path);
}

export const store: Check = {
  name: 'store',
  examine: async (patient) => [judgeStore(await patient.store())],
};
