import type { Shape } from '../shapes.js';

/** What the load generator is told when it is started. */
export interface LoadTask {
  /** Which server it will meet. */
  readonly server: string;
  readonly port: number;
  readonly shape: Shape;
  /** Deliveries per second of a steady load; without it, the shape's closed loop. */
  readonly steady?: number;
}

/** The load generator at one end of the measured interval. */
export interface LoadInterval {
  readonly atMs: number;
  readonly cpuMs: number;
  readonly delivered: number;
}

/** The load generator when all is said: the tally, and the measured interval's latencies in milliseconds. */
export interface LoadSettled {
  readonly published: number;
  readonly expected: number;
  readonly undelivered: number;
  readonly surplus: number;
  readonly samples: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What a server's process has used so far. */
export interface ServerUsage {
  readonly atMs: number;
  /** User and system time of all its threads. */
  readonly cpuMs: number;
}

/** A server's memory after its garbage has been collected, in bytes. */
export interface ServerMemory {
  readonly rss: number;
  readonly heapUsed: number;
  /** Buffers and whatever else lives outside V8's heap. */
  readonly external: number;
}

/** A question on its way to a process. */
export interface Question {
  readonly id: number;
  readonly question: string;
}

/** Its answer; `error` instead of `value` when it could not be had. */
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}
