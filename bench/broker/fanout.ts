// The same fan-out with the log in memory and on disk, in turns: node dist/bench/broker/fanout.js [rounds] [seconds].
// With --check, exit code 1 when less than the bar is left on disk.
import { loadavg } from 'node:os';
import { type LoadFigures, measureLoad } from '../fanout/measure.js';
import { optionsFrom } from '../fanout/options.js';
import { pinning } from '../fanout/pinning.js';
import { median } from '../fanout/results.js';
import { type Shape, shapes } from '../fanout/shapes.js';

/** What must be left of the deliveries per second that there are in memory. */
const BAR = 0.6;

const servers = { memory: 'partyline', sqlite: 'partyline-sqlite' } as const;

const numbers = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const rounds = Number(numbers[0] ?? 3);
const options = optionsFrom(['--seconds', numbers[1] ?? '4']);
const pins = pinning();

const thousands = (value: number) => `${(value / 1_000).toFixed(1)} k`;

function line(name: string, { deliveriesPerSecond, deliveriesPerCpuSecond, ...figures }: LoadFigures): string {
  const { p50Ms, p99Ms, undelivered, surplus } = figures;
  const lost = undelivered + surplus === 0 ? '' : `; ${undelivered} MISSING, ${surplus} TOO MANY`;
  const rates = `${thousands(deliveriesPerSecond)}/s, ${thousands(deliveriesPerCpuSecond)} per CPU-second`;
  return `  ${name.padEnd(6)} ${rates}, p50 ${p50Ms.toFixed(1)} p99 ${p99Ms.toFixed(1)} ms${lost}`;
}

/** What is left on disk: by the clock, or by processor time, where others use the machine and two threads get more of it. */
function left(memory: LoadFigures, disk: LoadFigures): number {
  if (disk.undelivered + disk.surplus > 0) return 0;
  const byClock = disk.deliveriesPerSecond / memory.deliveriesPerSecond;
  return Math.min(byClock, disk.deliveriesPerCpuSecond / memory.deliveriesPerCpuSecond);
}

/** The median over the rounds of what is left of each round's deliveries on disk. */
async function ratio(shape: Shape): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds && options !== undefined; round++) {
    const memory = await measureLoad(servers.memory, shape, undefined, options, pins);
    const disk = await measureLoad(servers.sqlite, shape, undefined, options, pins);
    console.log(`${line('memory', memory)}\n${line('sqlite', disk)}`);
    ratios.push(left(memory, disk));
  }
  return median(ratios);
}

console.log(`Node ${process.version}, ${pins.text}, load ${loadavg()[0]?.toFixed(1)}`);
for (const shape of shapes) {
  console.log(`${shape.rooms} rooms of ${shape.members}, ${shape.window} in flight in each`);
  const share = await ratio(shape);
  console.log(`  on disk ${Math.round(100 * share)} % of what there is in memory`);
  if (process.argv.includes('--check') && share < BAR) process.exitCode = 1;
}
