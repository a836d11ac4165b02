import type { Command } from './command.js';

/** Every command, by its word. Each is loaded when it is wanted: to say one line needs no gateway. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.js')).start,
  init: async () => (await import('./init.js')).init,
  doctor: async () => (await import('./doctor.js')).doctor,
  plugins: async () => (await import('./plugins.js')).plugins,
  new: async () => (await import('./new.js')).newPlugin,
  chat: async () => (await import('./chat.js')).chat,
  say: async () => (await import('./say.js')).say,
  'send-file': async () => (await import('./send-file.js')).sendFile,
};
