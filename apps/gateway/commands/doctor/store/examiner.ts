// A process of its own: reading a whole database holds up whoever does it, and a process can be ended.
import { writeSync } from 'node:fs';
import { inspectLog } from '../../../../../adapters/brokers/sqlite/index.js';

for (const look of inspectLog(process.argv[2] ?? '')) writeSync(1, `${JSON.stringify(look)}\n`);
