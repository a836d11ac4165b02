import type { MemoryPeer } from '../../../../adapters/transports/memory/index.js';
import type { HubParts, JsonObject, Plugin } from '../../../../core/index.js';
import { type HistoryOptions, history } from '../../../../plugins/history/index.js';
import type { NativePeer } from '../../../support/peers.js';
import { openWorld, type World } from '../../../support/world.js';

/** What a test needs of a place in a log. */
export interface Place {
  readonly epoch: string;
  readonly offset: number;
}

/** An entry of a page, as far as tests look at it. */
export type PageEntry = JsonObject & {
  readonly id: string;
  readonly epoch: string;
  readonly offset: number;
  readonly kind: string;
  readonly text: string;
  readonly reactions?: Readonly<Record<string, { count: number; by: readonly { nick: string }[]; mine?: true }>>;
};

/** The reply to `history` and `search`. */
export interface HistoryPage {
  readonly room: string;
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly entries: readonly PageEntry[];
  readonly more: boolean;
  readonly gap: boolean;
}

/** Somebody with a native client in the lobby. */
export interface Guest {
  readonly peer: NativePeer<MemoryPeer>;
  /** Says something, and gives its place. */
  says(text: string): Promise<Place>;
  /** Asks for a page. */
  page(wish?: JsonObject): Promise<HistoryPage>;
  edits(place: Place, text: string): Promise<Place>;
  deletes(place: Place): Promise<Place>;
  reacts(place: Place, emoji: string, on?: boolean): Promise<JsonObject>;
}

/** A hub with the plugin. */
export interface Lobby {
  readonly world: World;
  /** Brings somebody in. */
  guest(nick: string, room?: string): Promise<Guest>;
}

/** Opens a hub with the plugin, and others after it. */
export async function openLobby(
  options?: HistoryOptions,
  parts: Partial<HubParts> = {},
  others: readonly Plugin[] = [],
): Promise<Lobby> {
  const world = await openWorld({ ...parts, plugins: [history(options), ...others] });
  return { world, guest: async (nick, room = 'lobby') => guestOf(await world.native(nick, room), room) };
}

/** Somebody who is in a room already. */
export function guestOf(peer: NativePeer<MemoryPeer>, room: string): Guest {
  const at = ({ epoch, offset }: Place) => ({ room, epoch, offset });
  const done = async (command: JsonObject & { readonly type: string }) => (await peer.ok(command)) as unknown as Place;
  return {
    peer,
    says: (text) => done({ type: 'say', room, text }),
    page: async (wish = {}) => (await peer.ok({ type: 'history', room, ...wish })) as unknown as HistoryPage,
    edits: (place, text) => done({ type: 'edit', ...at(place), text }),
    deletes: (place) => done({ type: 'delete', ...at(place) }),
    reacts: async (place, emoji, on = true) =>
      (await peer.ok({ type: 'react', ...at(place), emoji, on })) as JsonObject,
  };
}

/** The texts of a page's entries. */
export const textsOf = ({ entries }: HistoryPage): readonly string[] => entries.map(({ text }) => text);

/** The offsets of a page's entries. */
export const offsetsOf = ({ entries }: HistoryPage): readonly number[] => entries.map(({ offset }) => offset);
