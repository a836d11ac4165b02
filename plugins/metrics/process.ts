import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

/** The process around the hub. */
export interface ProcessMeter {
  start(): void;
  /** Reads everything anew. */
  read(): Promise<void>;
  /** Ends the measuring; no timer is left. */
  stop(): void;
}

/** How often the event loop is looked at, in milliseconds. */
const RESOLUTION_MS = 20;

const QUANTILES = [0.5, 0.99, 1] as const;

/**
 * Measures memory, processor time, open files and the lag of the event loop. Names without our prefix are those that
 * dashboards know.
 */
export function processMeter(registry: Registry): ProcessMeter {
  const registers = [registry];
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const cpu = new Counter({ name: 'process_cpu_seconds_total', help: 'Processor time, user and system.', registers });
  const resident = gauge('process_resident_memory_bytes', 'Memory that the process holds.');
  const started = gauge('process_start_time_seconds', 'When the process began, since the Unix epoch.');
  const files = gauge('process_open_fds', 'Open files and sockets.');
  const heapUsed = gauge('nodejs_heap_size_used_bytes', 'Heap in use.');
  const heapTotal = gauge('nodejs_heap_size_total_bytes', 'Heap that is set aside.');
  const external = gauge('nodejs_external_memory_bytes', 'Memory outside of the heap, such as buffers.');
  const lag = new Gauge({
    name: 'partyline_event_loop_lag_seconds',
    help: 'How late the event loop was, since it was last asked.',
    labelNames: ['quantile'],
    registers,
  });
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  started.set(Math.round(Date.now() / 1_000 - process.uptime()));

  return {
    start: () => void delay.enable(),
    async read() {
      const { user, system } = process.cpuUsage();
      cpu.reset();
      cpu.inc((user + system) / 1_000_000);
      const memory = process.memoryUsage();
      resident.set(memory.rss);
      heapUsed.set(memory.heapUsed);
      heapTotal.set(memory.heapTotal);
      external.set(memory.external);
      for (const quantile of QUANTILES) {
        const nanoseconds = quantile === 1 ? delay.max : delay.percentile(quantile * 100);
        // What is measured is from one look to the next, their distance included.
        lag.set({ quantile: String(quantile) }, Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1_000));
      }
      delay.reset();
      // Where the system does not tell, the metric stays 0.
      const open = await readdir('/proc/self/fd').catch(() => []);
      files.set(open.length);
    },
    stop: () => void delay.disable(),
  };
}
