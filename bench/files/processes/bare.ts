import { createReadStream } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { answerParent } from '../../fanout/processes/answer.js';

const READ_BYTES = 1_048_576;

/** What a file costs without a chat: whoever connects and says its path gets it, read as largely as the hub reads. */
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', (path) => {
    createReadStream(path.toString(), { highWaterMark: READ_BYTES }).pipe(socket);
  });
});
server.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
answerParent({ port: () => (server.address() as AddressInfo).port, cpuMs });

/** User and system time of all its threads so far. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
