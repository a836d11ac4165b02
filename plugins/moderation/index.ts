/**
 * Roles, topics, kicks, mutes, bans, slow mode, locked rooms, and a log of what moderators did.
 * @module
 */
export type { Affected, AuditEntry } from './audit.js';
export type { OperatorAct, RoomFacts } from './desk.js';
export type { InvitedEvent, ModeratedEvent, TopicEvent } from './events.js';
export { lineOf as auditLine } from './lines.js';
export { type Moderation, moderation } from './moderation.js';
export { isByOperator } from './operator.js';
export type { ModerationOptions } from './options.js';
export type { ModerationAct, Role } from './roles.js';
export type { Access } from './state/entries.js';
