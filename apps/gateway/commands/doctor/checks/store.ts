import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { formatBytes } from '../size.js';
import type { StoreInspection } from '../store/facts.js';

type StoreReport = Exclude<StoreInspection['report'], undefined>;

const assessments: Readonly<Record<StoreReport['state'], (look: StoreReport, path: string) => Finding>> = {
  absent: (_look, path) => ok(`${path} will be made; SQLite is there.`),
  sound: ({ bytes = 0 }, path) => ok(`${path} is sound (${formatBytes(bytes)}).`),
  open: ({ bytes = 0 }, path) => ok(`${path} opens; its ${formatBytes(bytes)} are too many to be read through now.`),
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
export function assessStore(facts: StoreInspection | undefined): Finding {
  if (facts === undefined) return ok('In memory.');
  const { path, report: look } = facts;
  if (look === undefined) return failed(`${path} could not be looked at in time: is its disk well?`);
  return assessments[look.state](look, path);
}

export const store: Check = {
  name: 'store',
  run: async (patient) => [assessStore(await patient.store())],
};
