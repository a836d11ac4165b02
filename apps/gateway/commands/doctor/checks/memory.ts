import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { limitsWith } from '../../../../../core/index.js';
import { type Check, type Finding, ok, warning } from '../check.js';
import { formatBytes } from '../size.js';

/** What a connection costs that is logged in and silent: docs/performance.md. */
const SESSION_BYTES = 11_000;
/** What the program costs before anybody is there. */
const BASE_BYTES = 120_000_000;

/** What there is, and what may be asked of it. */
export interface MemoryInfo {
  /** Of the machine, or of the container where that has less. */
  readonly bytes: number;
  readonly isContainer: boolean;
  /** How far Node lets its heap grow. */
  readonly heapBytes: number;
  readonly sessions: number;
  /** What one slow reader may hold. */
  readonly outboxBytes: number;
}

export function assessMemory({ bytes, isContainer, heapBytes, sessions, outboxBytes }: MemoryInfo): readonly Finding[] {
  const where = isContainer ? 'container' : 'machine';
  const findings: Finding[] = [];
  const needed = BASE_BYTES + sessions * SESSION_BYTES;
  if (needed > bytes) {
    const text = `${sessions} sessions need about ${formatBytes(needed)}, and the ${where} has ${formatBytes(bytes)}: lower --limit-sessions.`;
    findings.push(warning(text));
  }
  if (isContainer && heapBytes > bytes * 0.9) {
    const mib = Math.floor((bytes * 0.75) / 1_048_576);
    const text = `Node may use ${formatBytes(heapBytes)} of heap, and the container ends it at ${formatBytes(bytes)}: node --max-old-space-size=${mib}.`;
    findings.push(warning(text));
  }
  const readers = Math.max(0, Math.floor((bytes - BASE_BYTES) / outboxBytes));
  if (readers < 100) {
    const text = `${readers} slow readers fill the memory (${formatBytes(bytes)}): lower --limit-outbox-bytes, now ${formatBytes(outboxBytes)}.`;
    findings.push(warning(text));
  }
  if (findings.length > 0) return findings;
  return [ok(`The ${where} has ${formatBytes(bytes)}; ${sessions} sessions need about ${formatBytes(needed)}.`)];
}

export const memory: Check = {
  name: 'memory',
  async run({ settings }) {
    const { sessions, outboxBytes } = limitsWith(settings.limits);
    const machine = totalmem();
    const constrained = process.constrainedMemory();
    // Where nothing constrains it a number comes that no machine has, or 0.
    const isContainer = constrained > 0 && constrained < machine;
    const { heap_size_limit: heapBytes } = getHeapStatistics();
    return assessMemory({ bytes: isContainer ? constrained : machine, isContainer, heapBytes, sessions, outboxBytes });
  },
};
