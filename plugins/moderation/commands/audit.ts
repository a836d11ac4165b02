import {
  type Command,
  isJsonObject,
  type Json,
  type JsonObject,
  type PluginHost,
  Refusal,
} from '../../../core/index.js';
import { type AuditEntry, whoAsJson } from '../audit.js';
import { type CourtParts, hear } from '../court.js';
import { lineOf } from '../lines.js';
import { EVERYWHERE, ranks } from '../roles.js';
import { optionalCountIn, placeIn } from './fields.js';
import { typedIn } from './typed.js';

interface Wish {
  /** `undefined`: of all rooms. */
  readonly room: string | undefined;
  readonly before: number | undefined;
  readonly limit: number;
}

/** The command that reads the audit log: all of it for operators, a room's for its moderators. */
export function addAudit(host: Pick<PluginHost, 'command'>, parts: CourtParts): void {
  const command: Command<Wish> = {
    name: 'moderation.audit',
    summary: 'Lists what moderators did.',
    parse: (fields) => ({
      room: fields.room === undefined ? undefined : placeIn(fields),
      before: optionalCountIn(fields, 'before', 1, Number.MAX_SAFE_INTEGER),
      limit: optionalCountIn(fields, 'limit', 1, 100) ?? 50,
    }),
    async run(wish, session) {
      let seesNets = false;
      const refusal = await hear(parts, wish.room ?? EVERYWHERE, 'look', session, async ({ rank }) => {
        seesNets = rank === ranks.operator;
        return {};
      });
      if (refusal instanceof Refusal) return refusal;
      const { entries, more } = await parts.audit.read(wish);
      return { entries: entries.map((entry) => asJson(entry, seesNets)), more };
    },
    slash: {
      name: 'audit',
      usage: '[#ROOM|*]',
      fields: (typed, here) => ({ room: typedIn(typed, here).room, limit: 20 }),
      answer: ({ entries }) => listed(entries),
    },
  };
  host.command(command);
}

/** Where somebody comes from is for operators to know. */
function asJson(entry: AuditEntry, seesNets: boolean): JsonObject {
  const { id, at, room, act, by, who, nets, until, reason, value } = entry;
  return {
    id,
    at,
    room,
    act,
    by: { ...by },
    line: lineOf(entry),
    ...(who === undefined ? {} : { who: { ...whoAsJson(who) } }),
    ...(nets === undefined || !seesNets ? {} : { nets: [...nets] }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
    ...(value === undefined ? {} : { value }),
  };
}

function listed(entries: Json | undefined): string {
  const lines = (Array.isArray(entries) ? entries : []).filter(isJsonObject);
  if (lines.length === 0) return 'Nothing was done.';
  return lines.map(({ at, line }) => `${new Date(Number(at)).toISOString().slice(0, 16)}Z ${String(line)}`).join('\n');
}
