import { isJsonObject, type Plugin } from '../../../core/index.js';
import type { FileOffer } from './files/index.js';
import type { HeritageSession } from './session.js';

/** Gives the files that are announced in a room to those there whose programs take files without having asked. */
export function createFilePlugin(peers: ReadonlySet<HeritageSession>): Plugin {
  return {
    name: 'heritage',
    setup(host) {
      host.on('message', ({ message }) => {
        const offer = message.kind === 'file' ? offerIn(message.data) : undefined;
        if (offer === undefined) return;
        // Until those who keep it have heard that it is announced, there is no such file.
        host.clock.turn(() => {
          for (const peer of peers) {
            const { session } = peer.port;
            if (session.id !== message.session && session.rooms.includes(message.room)) peer.offer(offer);
          }
        });
      });
    },
  };
}

function offerIn(data: unknown): FileOffer | undefined {
  if (!isJsonObject(data)) return undefined;
  const { file, name, size } = data;
  const isOffer = typeof file === 'string' && typeof name === 'string' && typeof size === 'number';
  return isOffer ? { file, name, size } : undefined;
}
