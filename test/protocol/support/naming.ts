import type { JsonObject } from '../../../core/index.js';
import type { Sent } from './peer.js';
import { eventNamed } from './specification.js';

/**
 * The names of the messages in docs/asyncapi.yaml that some frames are, in order. A frame's `type` is its message's
 * name, but for `ok`: which one it is, the command with the same `ref` tells; and for events with a command's name.
 */
export function named(frames: readonly Sent[]): { readonly name: string; readonly frame: JsonObject }[] {
  const commands = new Map<unknown, string>();
  return frames.map(({ by, frame }) => {
    const type = String(frame.type);
    if (by === 'server') return { name: type === 'ok' ? `${commands.get(frame.ref)}Ok` : eventNamed(type), frame };
    commands.set(frame.ref, type);
    return { name: type, frame };
  });
}
