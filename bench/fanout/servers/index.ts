import type { BenchServer } from './server.js';

/** The servers that can be loaded, by the names that `--servers` takes. Imported one by one, so that none bears another's memory. */
export const servers: Readonly<Record<string, () => Promise<BenchServer>>> = {
  partyline: async () => (await import('./partyline.js')).partyline,
  'partyline-sqlite': async () => (await import('./partyline-sqlite.js')).partylineSqlite,
  socketio: async () => (await import('./socketio.js')).socketio,
  ws: async () => (await import('./ws.js')).wsRooms,
};
