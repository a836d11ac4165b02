import { writeSync } from 'node:fs';
import { inspectLog } from '../../../../adapters/brokers/sqlite/index.js';

// A separate process: reading a whole database blocks, and a process can be killed.

for (const look of inspectLog(process.argv[2] ?? '')) writeSync(1, `${JSON.stringify(look)}\n`);
