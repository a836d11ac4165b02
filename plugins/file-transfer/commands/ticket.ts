import { type Command, refuse } from '../../../core/index.js';
import { type Address, roomFor } from '../address.js';
import type { Parts } from '../parts.js';
import { addressIn } from '../wire/address.js';

/** `file.ticket`: an address to which one file can be sent over HTTP, for those whose client cannot send any. */
export const ticket = ({ host, settings, tickets }: Parts): Command<Address> => ({
  name: 'file.ticket',
  summary: 'Gives an address to send one file to.',
  parse: addressIn,
  run(address, session) {
    const { user } = session;
    const { baseUrl } = settings;
    const room = roomFor(session, address, host);
    if (baseUrl === undefined || user === undefined) {
      return refuse('FILE_NO_ADDRESS', 'This server has no address for files.');
    }
    const { secret, expiresAt } = tickets.issue({ user: user.id, nick: user.nick, room });
    return { url: `${baseUrl}new/${secret}/`, room, expiresAt };
  },
  slash: {
    name: 'send',
    usage: '[NICK]',
    summary: 'Sends a file, to everybody here or to one person: says how.',
    fields: (typed, here) => (typed === '' ? { room: here ?? '' } : { to: typed }),
    answer: ({ url }) => `Send one file with: curl -T FILE ${url}`,
  },
});
