import { readdir, readFile, readlink } from 'node:fs/promises';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LISTENING = '0A';
/** Of a table of connections, and of a machine's processes: enough for any machine on which a chat should run. */
const MAX_LINES = 50_000;
const MAX_PROCESSES = 5_000;

/**
 * Which process listens on a port, as `nginx (process 123)`; `undefined` where the system does not say: not Linux, or a
 * process of another user's.
 */
export async function findPortOwner(port: number): Promise<string | undefined> {
  const sockets = new Set((await Promise.all(TABLES.map((table) => listeningSockets(table, port)))).flat());
  if (sockets.size === 0) return undefined;
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const id of processes.slice(0, MAX_PROCESSES)) {
    if (!(await holdsSocket(id, sockets))) continue;
    const name = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => '');
    return `${name.trim().replace(/\p{C}/gu, '') || 'something'} (process ${id})`;
  }
  return undefined;
}

/** What listens on the port, as `/proc/PID/fd` calls it. */
async function listeningSockets(table: string, port: number): Promise<readonly string[]> {
  const lines = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1, MAX_LINES);
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const isIt = state === LISTENING && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
    return isIt && inode !== undefined ? [`socket:[${inode}]`] : [];
  });
}

async function holdsSocket(id: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${id}/fd`;
  for (const file of await readdir(folder).catch(() => [])) {
    if (sockets.has(await readlink(`${folder}/${file}`).catch(() => ''))) return true;
  }
  return false;
}
