import { readObjects, readText } from '../fields.js';
import { serverCommand } from './asked.js';
import type { SlashCommands } from './slash.js';

/** Commands of servers that take files. */
export const fileCommands: SlashCommands = {
  files: serverCommand({
    help: 'helpFiles',
    command: 'file.list',
    fields: ({ room }) => ({ room }),
    describe({ files }) {
      const names = readObjects(files).flatMap(({ name }) => readText(name) ?? []);
      return names.length === 0 ? [{ phrase: 'nothingListed' }] : names.map((text) => ({ text }));
    },
  }),
  send: serverCommand({
    help: 'helpSend',
    command: 'file.ticket',
    fields: ({ room, words: [nick] }) => (nick === undefined ? { room } : { to: nick.replace(/^@/, '') }),
    describe({ url }) {
      const address = readText(url);
      return address === undefined ? [] : [{ phrase: 'sendTo', values: { command: `curl -T FILE ${address}` } }];
    },
  }),
};
