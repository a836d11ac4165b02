import { resultCodeOf, resultCodes } from './driver.js';
import type { Fault } from './requests.js';

/** What a failure says of the disk: it is full, it fails otherwise, or what is on it is damaged. */
export type DiskFault = 'full' | 'failing' | 'damaged';

const diskFaults: ReadonlyMap<number | undefined, DiskFault> = new Map([
  [resultCodes.full, 'full'],
  [resultCodes.inputOutput, 'failing'],
  [resultCodes.readOnly, 'failing'],
  [resultCodes.cannotOpen, 'failing'],
  [resultCodes.corrupt, 'damaged'],
  [resultCodes.notADatabase, 'damaged'],
]);

/** What a driver's error says of the disk; `undefined`: nothing, the request itself could not be done. */
export function diskFaultOf(error: unknown): DiskFault | undefined {
  return diskFaults.get(resultCodeOf(error));
}

/** The texts are for clients: they have nothing of the database's own, nor a path. */
const faultTexts: Readonly<Record<DiskFault, Fault>> = {
  full: { code: 'CHAT_DISK_FULL', text: "The server's disk is full. Nothing was kept; try again later." },
  failing: {
    code: 'CHAT_BROKER_FAILED',
    text: 'The server cannot use its disk. It may not have been kept; try again later.',
  },
  damaged: { code: 'CHAT_STORE_FAILED', text: 'Part of what the server keeps is damaged and cannot be used.' },
};

/** Why a request failed, for the client. What was thrown goes along as the cause, for logs. */
export function faultOf(error: unknown): Fault {
  const kind = diskFaultOf(error);
  const cause = String(error);
  if (kind !== undefined) return { ...faultTexts[kind], cause };
  return { code: 'CHAT_BROKER_FAILED', text: 'The log could not be used. Send it again.', cause };
}

/** The files are not where they were opened: nothing that is written would be found again. */
export const removedFault: Fault = {
  code: 'CHAT_BROKER_FAILED',
  text: 'The server cannot keep messages at the moment. Nothing was kept; try again later.',
};
