import { onTestFinished } from 'vitest';
import { filePeer } from '../../../bench/files/client/peer.js';
import { sendFile } from '../../../bench/files/client/send-file.js';
import type { Source } from '../../../bench/files/client/source.js';
import { webSocketWire } from '../../../bench/files/client/websocket-wire.js';

/** A program of this chat's own, in the lobby, that sends files there and says things. */
export interface NativeSender {
  says(text: string): void;
  /** Resolves to the file's id once it is there. */
  sends(name: string, source: Source): Promise<string>;
}

/** Connects one with a nick. */
export async function nativeSender(url: string, nick: string): Promise<NativeSender> {
  const wire = await webSocketWire(url);
  onTestFinished(() => wire.cut());
  const peer = filePeer(wire, true);
  await peer.ask({ type: 'hello', nick });
  await peer.ask({ type: 'join', room: 'lobby' });
  return {
    says: (text) => peer.send({ type: 'say', room: 'lobby', text }),
    async sends(name, source) {
      const { file } = await sendFile(peer, { header: { room: 'lobby', name, size: source.size }, ...source });
      return String(file);
    },
  };
}
