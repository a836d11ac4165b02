import { writeSync } from 'node:fs';
import { lookAtLog } from '../../../../adapters/brokers/sqlite/index.js';

// A process of its own: reading a whole database holds up whoever does it, and a process can be ended.

for (const look of lookAtLog(process.argv[2] ?? '')) writeSync(1, `${JSON.stringify(look)}\n`);
