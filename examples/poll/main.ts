// A hub with polls, over TCP and WebSocket. Polls and messages are kept in the file that is named, else in memory.
import { createHub, stopOnSignals } from 'partyline';
import { tcp } from 'partyline/adapters/tcp';
import { websocket } from 'partyline/adapters/websocket';
import { sqlite } from 'partyline/brokers/sqlite';
import { poll } from './poll.js';

const [file] = process.argv.slice(2);
const hub = createHub({
  plugins: [poll()],
  ...(file === undefined ? {} : { broker: sqlite({ path: file }) }),
});
const addresses = await hub.listen(tcp({ port: 7000 }), websocket({ port: 8080 }));
stopOnSignals(hub);
for (const { url } of addresses) console.log(`Listening on ${url}`);
