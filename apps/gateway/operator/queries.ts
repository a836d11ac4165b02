import { stringify } from 'yaml';
import { fold, type RoomInfo, roomName, type Trace } from '../../../core/index.js';
import type { SettingRow } from '../settings/setting.js';
import type { GatewaySettings } from '../settings/settings.js';
import { allRows } from '../settings/table.js';
import type { OperatorQuery, ReadyContext } from './context.js';
import { integerParam, textParam } from './fields.js';
import { operatorRefusal } from './refusals.js';
import { sessions } from './session-query.js';
import type {
  ConfigPage,
  FilesPage,
  Overview,
  PluginsPage,
  RoomsPage,
  RoomView,
  SettingView,
  TapPage,
  WhyGate,
  WhyPage,
} from './wire.js';

const MAX_AUDIT = 200;
const DEFAULT_AUDIT = 50;

/** `before=N&limit=`: actions of operators and moderators, newest first. */
export const audit: OperatorQuery = ({ audit: book }, query) =>
  book.read({
    before: integerParam(query, 'before', 1, Number.MAX_SAFE_INTEGER, undefined),
    limit: integerParam(query, 'limit', 1, MAX_AUDIT, DEFAULT_AUDIT),
  });

/** Secret settings, with the text shown if they are not set. */
const secrets: Readonly<Record<string, string>> = { operatorToken: '(generated at start)' };

/** All effective settings. */
export const config: OperatorQuery = ({ settings, hub }): ConfigPage => ({
  settings: allRows.map((row) => toSettingView(row, effectiveValue(row.name, settings, hub.limits))),
});

function toSettingView({ name, flag, variable, setting }: SettingRow, value: unknown): SettingView {
  const unset = secrets[name];
  return {
    name,
    flag: `--${flag}`,
    variable,
    help: setting.help,
    value: unset === undefined ? formatYaml(value) : value === '' ? unset : '(set)',
    default: unset ?? formatYaml(setting.default),
    changed: JSON.stringify(value) !== JSON.stringify(setting.default),
  };
}

/** Returns a setting's effective value; limits come from the hub. */
function effectiveValue(name: string, settings: GatewaySettings, limits: object): unknown {
  const limit = name.split('.')[1];
  const table: object = limit === undefined ? settings : limits;
  return Object.entries(table).find(([key]) => key === (limit ?? name))?.[1];
}

/** Formats a value as in a config file. */
function formatYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

const MAX_FILES = 200;
const DEFAULT_FILES = 100;

/** `room=&limit=`: stored files, newest first, and unfinished uploads. */
export const files: OperatorQuery = async ({ files: { current } }, query) => {
  const room = textParam(query, 'room') || undefined;
  const limit = integerParam(query, 'limit', 1, MAX_FILES, DEFAULT_FILES);
  if (current === undefined) return operatorRefusal('FILES_OFF');
  const listing = await current.files({ room, limit });
  const { uploads } = listing;
  return { ...listing, uploads: uploads.slice(0, MAX_FILES), uploadsTotal: uploads.length } satisfies FilesPage;
};

/** `after=N`: the state of the hub, and its vitals after number N. */
export const overview: OperatorQuery = (
  { hub, server, telemetry, listeners, chaos, files, clock },
  query,
): Overview => ({
  server: server.name,
  version: server.version,
  state: hub.state,
  startedAt: telemetry.startedAt,
  now: clock.now(),
  chaos: chaos !== undefined,
  files: files.current !== undefined,
  listeners: listeners.list(),
  vitals: telemetry.vitals.after(integerParam(query, 'after', 0, Number.MAX_SAFE_INTEGER, 0)),
});

/** The plugins in run order, with their statistics. */
export const plugins: OperatorQuery = ({ hub, telemetry, plugins: switches }): PluginsPage => ({
  plugins: switches.list(hub.plugins).map(({ name, on, fixed, neededBy }) => {
    const { gates, refusals, failures, lastFailure } = telemetry.pluginStats(name);
    return {
      name,
      on,
      ...(fixed === undefined ? {} : { fixed }),
      neededBy,
      gates,
      refusals,
      failures,
      ...(lastFailure === undefined ? {} : { lastFailure }),
    };
  }),
});

const MAX_ROOMS = 500;
const DEFAULT_ROOMS = 100;

/** `text=&limit=`: rooms with members, largest first. */
export const rooms: OperatorQuery = async (context, query): Promise<RoomsPage> => {
  const text = fold(textParam(query, 'text').trim().replace(/^#/, ''));
  const limit = integerParam(query, 'limit', 1, MAX_ROOMS, DEFAULT_ROOMS);
  const found = context.hub.chat.rooms().filter(({ room }) => room.includes(text));
  return {
    rooms: await Promise.all(found.slice(0, limit).map((info) => toRoomView(info, context))),
    total: found.length,
  };
};

async function toRoomView({ room, members }: RoomInfo, { telemetry, moderation }: ReadyContext): Promise<RoomView> {
  const here = { room, members, rate: telemetry.sessionStats.rateIn(room) };
  const facts = await moderation.current?.room(room);
  if (facts === undefined) return here;
  const { topic, slow, access, owner } = facts;
  return {
    ...here,
    access,
    ...(topic === undefined ? {} : { topic }),
    ...(slow === 0 ? {} : { slow }),
    ...(owner === undefined ? {} : { owner }),
    ...(facts.public ? { public: true } : {}),
  };
}

const MAX_TAP = 500;
const DEFAULT_TAP = 200;

/** `after=N&room=&text=&limit=`: messages after number N; at most the newest `limit`. */
export const tap: OperatorQuery = ({ hub, telemetry }, query): TapPage => {
  const after = integerParam(query, 'after', 0, Number.MAX_SAFE_INTEGER, undefined);
  const text = textParam(query, 'text').trim().toLowerCase();
  const wanted = textParam(query, 'room');
  const room = wanted === '' ? undefined : roomName(wanted, hub.limits);
  const limit = integerParam(query, 'limit', 1, MAX_TAP, DEFAULT_TAP);
  const { last, first } = telemetry.tap;
  const found = telemetry.tap.after(after ?? 0).filter((entry) => {
    if (room !== undefined && entry.room !== room) return false;
    return text === '' || `${entry.from.nick} ${entry.text ?? ''}`.toLowerCase().includes(text);
  });
  // Without `after`, nothing counts as lost.
  return { entries: found.slice(-limit), last, lost: after === undefined ? 0 : Math.max(0, first - 1 - after) };
};

const MAX_RECIPIENTS = 200;

/** `id=`: the trace of a message. */
export const why: OperatorQuery = ({ hub }, query) => {
  const id = textParam(query, 'id');
  const trace = hub.why(id);
  return trace === undefined ? operatorRefusal('OPERATOR_UNKNOWN', { id }) : toWhyPage(trace);
};

function toWhyPage({ id, room, at, refused, gates, recipients }: Trace): WhyPage {
  return {
    id,
    // The members of a direct room are private.
    room: room.startsWith('@') ? '@' : room,
    at,
    ...(refused === undefined ? {} : { refused: refused.code }),
    gates: gates.map(({ plugin, did, ms }): WhyGate => {
      const decided = did === 'refused' || did === 'failed';
      return { plugin, outcome: did, ms, ...(decided && refused !== undefined ? { code: refused.code } : {}) };
    }),
    recipients: recipients.slice(0, MAX_RECIPIENTS).map(({ session, nick, fate }) => ({ session, nick, fate })),
    total: recipients.length,
  };
}

/** All queries, by the path below `/operator/`. */
export const queries: Readonly<Record<string, OperatorQuery>> = {
  audit,
  config,
  files,
  overview,
  plugins,
  rooms,
  sessions,
  tap,
  why,
};
