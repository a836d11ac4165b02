import type { Command } from './command.js';

/** Every command, by its word. Each is loaded when it is wanted: to say one line needs no gateway. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.js')).start,
  say: async () => (await import('./say.js')).say,
  'send-file': async () => (await import('./send-file.js')).sendFile,
};
