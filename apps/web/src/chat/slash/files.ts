import { objectsIn, textIn } from '../fields.js';
import { asked } from './asked.js';
import type { Slashes } from './slash.js';

/** Commands of servers that take files. */
export const fileSlashes: Slashes = {
  files: asked({
    help: 'helpFiles',
    command: 'file.list',
    fields: ({ room }) => ({ room }),
    told({ files }) {
      const names = objectsIn(files).flatMap(({ name }) => textIn(name) ?? []);
      return names.length === 0 ? [{ phrase: 'nothingListed' }] : names.map((text) => ({ text }));
    },
  }),
  send: asked({
    help: 'helpSend',
    command: 'file.ticket',
    fields: ({ room, words: [nick] }) => (nick === undefined ? { room } : { to: nick.replace(/^@/, '') }),
    told({ url }) {
      const address = textIn(url);
      return address === undefined ? [] : [{ phrase: 'sendTo', values: { command: `curl -T FILE ${address}` } }];
    },
  }),
};
