/**
 * The commands and the kinds of messages of the plugins that come along, as types: nothing of it is there at run time.
 *
 * ```ts
 * import type {} from 'partyline/client/plugins';
 *
 * const { topic } = await client.request('room.topic', { room: 'lobby' });
 * client.on('message', (message) => {
 *   if (message.kind === 'file') console.log(message.data.name);
 * });
 * ```
 * @module
 */
export type * from './file-transfer.js';
export type * from './history.js';
export type * from './moderation.js';
export type * from './profanity.js';
export type * from './sanctions.js';
