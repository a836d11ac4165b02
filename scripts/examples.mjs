// The examples of README.md, as code that can be compiled and run.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Every ```ts block that stands right after `<!-- example: name -->`; names that come again get a number. */
export function examplesIn(markdown) {
  const seen = new Map();
  return [...markdown.matchAll(/<!-- example: ([\w-]+) -->\s*```ts\n(.*?)\n```/gs)].map(([, name, text]) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name}-${count}`, text: `${text}\n` };
  });
}

/** The same code with every `port: 7000` moved to a free port, and those ports. */
export async function withFreePorts(text) {
  const wanted = [...new Set([...text.matchAll(/\bport: (\d+)\b/g)].map(([, port]) => port))];
  const ports = await freePorts(wanted.length);
  const moved = new Map(wanted.map((port, index) => [port, ports[index]]));
  return { text: text.replace(/\bport: (\d+)\b/g, (_all, port) => `port: ${moved.get(port)}`), ports };
}

/** Ports that nobody listens on now. All are held at once, so that they differ. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
