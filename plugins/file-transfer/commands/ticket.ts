import { type Command, Refusal, refuse } from '../../../core/index.js';
import { type Address, roomFor } from '../address.js';
import { ownerOf } from '../network.js';
import type { Parts } from '../parts.js';
import { addressIn } from '../wire/address.js';

/** `file.ticket`: an address to which one file can be sent over HTTP, for those whose client cannot send any. */
export const ticket = ({ host, settings, tickets }: Parts): Command<Address> => ({
  name: 'file.ticket',
  summary: 'Gives an address to send one file to.',
  parse: addressIn,
  run(address, session) {
    const { baseUrl } = settings;
    const room = roomFor(session, address, host);
    const owner = ownerOf(session, room);
    if (baseUrl === undefined || owner === undefined) {
      return refuse('FILE_NO_ADDRESS', 'This server has no address for files.');
    }
    const ticket = tickets.issue(owner);
    if (ticket instanceof Refusal) return ticket;
    const { secret, expiresAt } = ticket;
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
