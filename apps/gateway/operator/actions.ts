import { ChatError, hasVisible, Refusal } from '../../../core/index.js';
import type { OperatorAct } from '../../../plugins/moderation/index.js';
import type { ActionContext, ActionResult, OperatorAction, ReadyContext } from './context.js';
import {
  findSession,
  readBoolean,
  readEnum,
  readInteger,
  readMessageTarget,
  readOptionalText,
  readText,
  sessionName,
} from './fields.js';
import { operatorRefusal } from './refusals.js';
import type { OperatorActions } from './wire.js';

/** `{ text, room?, to? }`: sends a message in the hub's name, through all gates. */
export const say: OperatorAction = async (context, body, action) => {
  const where = readMessageTarget(body, context.hub.limits);
  const text = readText(body, 'text');
  const textCharacters = [...text].length;
  action.log(context.settings.logTexts ? { text } : { textCharacters });
  if ('to' in where) return sendDirectNotice(context, where.to, text, action);
  return 'room' in where ? sayInRoom(context, where.room, text, action) : sayInAllRooms(context, text);
};

async function sayInRoom(
  { hub }: ReadyContext,
  room: string,
  text: string,
  action: ActionContext,
): Promise<ActionResult | Refusal> {
  action.log({ room });
  action.audit({ room });
  const receipt = await hub.chat.say({ room, text });
  if (receipt instanceof Refusal) return receipt;
  const { id, at, position } = receipt;
  action.log({ id });
  const done = { room, id, ...position, at };
  return { ...done, line: `sent ${describeLength(text)} to #${room}` };
}

/** Sends a notice to a user: the server has no direct messages. No log stores it. */
function sendDirectNotice(
  { hub, server }: ReadyContext,
  nick: string,
  text: string,
  action: ActionContext,
): ActionResult | Refusal {
  action.audit({ who: nick });
  const user = hub.chat.user(nick);
  if (user === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `No user named ${nick} is online.`);
  const most = hub.limits.textCharacters;
  if ([...text].length > most) throw new ChatError('CHAT_TEXT_TOO_LONG', undefined, { details: { characters: most } });
  if (!hasVisible(text)) throw new ChatError('CHAT_TEXT_INVALID');
  const here = [...user.sessions].filter(({ connected }) => connected);
  if (here.length === 0) return operatorRefusal('OPERATOR_AWAY');
  for (const session of here) session.send({ type: 'notice', text: `${server.name}: ${text}` });
  return { line: `sent ${user.nick} ${describeLength(text)}` };
}

/** Sends to every room. Fails only if every room refuses. */
async function sayInAllRooms({ hub }: ReadyContext, text: string): Promise<ActionResult | Refusal> {
  let rooms = 0;
  let refusal: Refusal | undefined;
  for (const { room } of hub.chat.rooms()) {
    const receipt = await hub.chat.say({ room, text });
    if (receipt instanceof Refusal) refusal ??= receipt;
    else rooms++;
  }
  if (rooms === 0 && refusal !== undefined) return refusal;
  const done = { rooms };
  return { ...done, line: `sent ${describeLength(text)} to ${rooms === 1 ? 'one room' : `${rooms} rooms`}` };
}

function describeLength(text: string): string {
  const count = [...text].length;
  return count === 1 ? 'one character' : `${count} characters`;
}

/** `{ room?, to?, bytes? }`: creates a URL to `PUT` one file to, which is announced in the hub's name. */
export const file: OperatorAction = ({ hub, server, files }, body, action) => {
  const where = readMessageTarget(body, hub.limits);
  const target = 'everywhere' in where ? {} : where;
  action.log(target);
  action.audit('to' in where ? { who: where.to } : target);
  if (files.current === undefined) return operatorRefusal('FILES_OFF');
  const upload = files.current.createUploadUrl({
    ...target,
    nick: server.name,
    bytes: readInteger(body, 'bytes', 0, Number.MAX_SAFE_INTEGER, 0),
  });
  const whom = 'room' in where ? `#${where.room}` : 'to' in where ? where.to : 'every room';
  return { ...upload, line: `upload URL for one file to ${whom}` };
};

/** `{ file }`: removes a file. */
export const removeFile: OperatorAction = async ({ files }, body, action) => {
  const file = readText(body, 'file');
  action.log({ file });
  if (files.current === undefined) return operatorRefusal('FILES_OFF');
  if (!(await files.current.remove(file))) return operatorRefusal('OPERATOR_UNKNOWN', { file });
  return { file, line: `removed the file ${file}` };
};

/** `{ upload }`: aborts an unfinished upload and notifies its sender. */
export const dropUpload: OperatorAction = async ({ files }, body, action) => {
  const upload = readText(body, 'upload');
  action.log({ upload });
  if (files.current === undefined) return operatorRefusal('FILES_OFF');
  if (!(await files.current.drop(upload))) return operatorRefusal('OPERATOR_UNKNOWN', { upload });
  return { upload, line: `dropped the upload ${upload}` };
};

/** `{ name, on }`: opens a listener, or closes it and disconnects its clients. */
export const listener: OperatorAction = async ({ listeners }, body, action) => {
  const name = readText(body, 'name');
  const on = readBoolean(body, 'on');
  action.audit({ act: on ? 'listener on' : 'listener off', who: name });
  const view = await listeners.set(name, on);
  if (view === undefined) return operatorRefusal('OPERATOR_UNKNOWN', { name });
  if (view === 'busy') return operatorRefusal('OPERATOR_BUSY', { name });
  const { state, reason, url } = view;
  if (state === 'failed') return new Refusal('CHAT_LISTEN_FAILED', reason ?? 'Listening failed.', { name });
  const where = url === undefined ? '' : ` at ${url}`;
  return { listener: view, line: on ? `listening on ${name}${where}` : `stopped listening on ${name}` };
};

const MAX_REASON_CHARACTERS = 200;

/** `{ session, reason? }`: ends a session. The client may connect again. */
export const disconnect: OperatorAction = ({ telemetry }, body, action) => {
  const session = findSession(body, telemetry.sessionStats);
  const reason = readOptionalText(body, 'reason', MAX_REASON_CHARACTERS)
    ?.replace(/\p{C}+/gu, ' ')
    .trim();
  if (session === undefined) return operatorRefusal('OPERATOR_UNKNOWN');
  const who = sessionName(session);
  action.audit({ who });
  action.log({ session: session.id });
  const why = reason === undefined || reason === '' ? '' : `: ${reason}`;
  // Not resumable: the client would be back at once, in all its rooms.
  session.close({ code: 'OPERATOR_DISCONNECT', text: `An operator closed the connection${why}`, mayReturn: false });
  return { line: `disconnected ${who}${why}` };
};

const moderationActs: readonly OperatorAct[] = ['kick', 'mute', 'unmute', 'ban', 'unban', 'slow'];

/** `{ act, room, … }`: runs a moderation action as `operator`; the room `*` means everywhere. */
export const moderate: OperatorAction = async ({ moderation, telemetry }, body, action) => {
  const { act: _act, ...fields } = body;
  const act = readEnum(body, 'act', moderationActs);
  const room = readText(body, 'room');
  const named = body.session === undefined ? undefined : findSession(body, telemetry.sessionStats);
  const who =
    named === undefined ? [body.nick, body.user].find((name) => typeof name === 'string') : sessionName(named);
  action.audit({ act, ...(room === '*' ? {} : { room }), ...(who === undefined ? {} : { who: String(who) }) });
  if (moderation.current === undefined) return operatorRefusal('OPERATOR_PLUGIN_OFF', { plugin: 'moderation' });
  const verdict = await moderation.current.act(act, act === 'slow' ? { seconds: 0, ...fields } : fields);
  if (verdict instanceof Refusal) return verdict;
  return { ...verdict, line: typeof verdict.line === 'string' ? verdict.line : act };
};

const pastTense = { on: 'switched on', off: 'switched off', reload: 'reloaded' } as const;

/** `{ name, do }`: enables, disables or reloads a plugin. */
export const plugin: OperatorAction = async ({ hub, plugins }, body, action) => {
  const name = readText(body, 'name');
  const what = readEnum(body, 'do', ['on', 'off', 'reload'] as const);
  action.audit({ act: `plugin ${what}`, who: name });
  const found = plugins.list(hub.plugins).find((one) => one.name === name);
  if (found === undefined) return operatorRefusal('OPERATOR_UNKNOWN', { name });
  if (found.fixed !== undefined) return operatorRefusal('OPERATOR_FIXED', { name, reason: found.fixed });
  await plugins.change(hub.plugins, name, what);
  return { line: `${pastTense[what]} ${name}` };
};

/** `{}`: drains the gateway and ends the process, like SIGTERM. */
export const drain: OperatorAction = (context, _body, action) => {
  action.afterReply(context.drain);
  return { line: 'draining: clients are asked to reconnect later' };
};

const MAX_DELAY_MS = 60_000;
const DEFAULT_DELAY_MS = 1_000;

/** `{ session, mode, ms? }`: simulates a bad connection of a session, or restores it. */
export const chaos: OperatorAction = ({ chaos: worse, telemetry }, body, action) => {
  const mode = readEnum(body, 'mode', ['slow', 'drop', 'half-open', 'off'] as const);
  const ms = readInteger(body, 'ms', 1, MAX_DELAY_MS, DEFAULT_DELAY_MS);
  const session = findSession(body, telemetry.sessionStats);
  action.audit({ act: `chaos ${mode}`, ...(session === undefined ? {} : { who: sessionName(session) }) });
  if (worse === undefined) return operatorRefusal('OPERATOR_NO_CHAOS');
  if (session === undefined) return operatorRefusal('OPERATOR_UNKNOWN');
  if (!session.connected || !worse.set(session.info, mode, ms)) return operatorRefusal('OPERATOR_AWAY');
  return { line: `${chaosLines[mode]} ${sessionName(session)}${mode === 'slow' ? ` by ${ms} ms` : ''}` };
};

const chaosLines = {
  slow: 'slowed down',
  drop: 'cut the connection of',
  'half-open': 'stopped all traffic of',
  off: 'restored the connection of',
} as const;

const actionTable: Readonly<Record<keyof OperatorActions, OperatorAction>> = {
  say,
  file,
  listener,
  disconnect,
  moderate,
  plugin,
  'file/remove': removeFile,
  'upload/drop': dropUpload,
  drain,
  chaos,
};

/** All actions, by the path below `/operator/`. */
export const actions: Readonly<Record<string, OperatorAction>> = actionTable;
