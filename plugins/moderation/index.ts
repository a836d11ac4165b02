/**
 * Roles, topics, kicks, mutes, bans, slow mode, locked rooms, and a log of what moderators did.
 * @module
 */
export type { Affected, AuditEntry } from './audit.js';
export type { InvitedEvent, ModeratedEvent, TopicEvent } from './events.js';
export { moderation } from './moderation.js';
export type { ModerationOptions } from './options.js';
export type { ModerationAct, Role } from './roles.js';
