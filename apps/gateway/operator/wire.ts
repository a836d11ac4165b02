/**
 * The JSON types of the operators' HTTP API. Everything is below `/operator/`, with
 * `Authorization: Bearer TOKEN`. Queries are GET, actions POST with a JSON object; a refusal is
 * `{ code, text, details? }` with a status that fits. Types alone, without imports: the console in the browser shares them.
 */

/** A second of the hub's life. Rates are per second. */
export interface Vitals {
  /** 1, 2, 3, … since the gateway was started. */
  readonly n: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly sessions: number;
  readonly rooms: number;
  /** Messages published in that second. */
  readonly messages: number;
  /** Events handed to members in that second. */
  readonly deliveries: number;
  /** Bytes that connections have not taken, all together. */
  readonly queueBytes: number;
  /** The longest delay of the event loop in that second, in milliseconds. */
  readonly loopLagMs: number;
  /** Resident memory of the process. */
  readonly memoryBytes: number;
}

/** A listener and its state. */
export interface ListenerView {
  /** Names it for `POST /operator/listener`: `tcp`, `websocket`, `heritage 9999`. */
  readonly name: string;
  readonly transport: string;
  readonly dialect: string;
  /** `failed`: it was to be opened and could not be. */
  readonly state: 'open' | 'opening' | 'closing' | 'closed' | 'failed';
  /** Absent while it is not open. */
  readonly url?: string;
  /** Why, with `failed`. */
  readonly reason?: string;
  /** Current connections. */
  readonly connections: number;
}

/** `GET /operator/overview?after=N`: the vitals after number N, 120 at most. */
export interface Overview {
  readonly server: string;
  readonly version: string;
  /** As the hub says. */
  readonly state: 'idle' | 'open' | 'draining' | 'stopped';
  readonly startedAt: number;
  readonly now: number;
  /** Whether connections may be made worse on purpose: off in production. */
  readonly chaos: boolean;
  /** Whether files are taken. */
  readonly files: boolean;
  readonly listeners: readonly ListenerView[];
  readonly vitals: readonly Vitals[];
}

/** `GET /operator/sessions?text=&sort=&order=&limit=&room=`: 500 at most; `text` looks into nick, address, wire and id. */
export interface SessionsPage {
  readonly sessions: readonly SessionView[];
  /** How many there are that fit. */
  readonly total: number;
}

/** What sessions can be sorted by. */
export type SessionOrder = 'nick' | 'since' | 'queue' | 'roundTrip' | 'rate' | 'wire' | 'address';

/** One session. */
export interface SessionView {
  readonly id: string;
  /** Absent until the login. */
  readonly user?: { readonly id: string; readonly nick: string; readonly account?: string };
  readonly transport: string;
  readonly dialect: string;
  /** Absent where a wire has none. */
  readonly address?: string;
  readonly secure: boolean;
  /** Whether it has a connection now. */
  readonly connected: boolean;
  /** Whether it has shown the operator's token. */
  readonly operator: boolean;
  readonly openedAt: number;
  readonly rooms: readonly string[];
  readonly queueBytes: number;
  /** Absent where it is not measured: wires without pings. */
  readonly roundTripMs?: number;
  /** Messages a second that it has published in the last ten seconds. */
  readonly rate: number;
  /** What is done to its connection on purpose; absent: nothing. */
  readonly chaos?: ChaosMode;
}

/** `GET /operator/rooms?text=&limit=`: 500 at most, fullest first. */
export interface RoomsPage {
  readonly rooms: readonly RoomView[];
  readonly total: number;
}

/** A room with members. */
export interface RoomView {
  readonly room: string;
  readonly members: number;
  /** Messages a second in the last ten seconds. */
  readonly rate: number;
  readonly topic?: string;
  /** Seconds between messages of one person; absent: no slow mode. */
  readonly slow?: number;
  readonly access?: 'open' | 'invite' | 'password' | 'newcomers';
  readonly owner?: string;
  /** Whether the room is public and cannot be owned. */
  readonly public?: boolean;
}

/** `GET /operator/tap?after=N&room=&text=&limit=`: what was said after number N; of the newest 1 000, 500 at most. */
export interface TapPage {
  readonly entries: readonly TapEntry[];
  /** The number of the newest entry, whether it fits or not: ask with it next. */
  readonly last: number;
  /** How many after N are not there any more. */
  readonly lost: number;
}

/** A message as it went by. Of conversations of two there is neither text nor room, only that they are. */
export interface TapEntry {
  readonly n: number;
  readonly at: number;
  /** By which `why` knows it. */
  readonly id: string;
  /** Absent for a conversation of two. */
  readonly room?: string;
  readonly from: { readonly id: string; readonly nick: string };
  readonly kind: string;
  /** Absent for a conversation of two. */
  readonly text?: string;
  /** `tcp/text`; absent where a plugin said it. */
  readonly wire?: string;
}

/** `GET /operator/plugins`, in run order; those that are off where they would be. */
export interface PluginsPage {
  readonly plugins: readonly PluginView[];
}

/** One plugin. */
export interface PluginView {
  readonly name: string;
  readonly on: boolean;
  /** Why it cannot be switched off or reloaded; absent: it can. */
  readonly fixed?: string;
  /** What needs it and would go missing. */
  readonly neededBy: readonly string[];
  /** Its gates, in milliseconds, over the last five minutes. */
  readonly gates: readonly GateTimes[];
  readonly refusals: number;
  readonly failures: number;
  /** The newest failure; absent: none. */
  readonly lastFailure?: { readonly at: number; readonly what: string; readonly text: string };
}

/** `GET /operator/files?room=&limit=`: the newest first, 200 at most. */
export interface FilesPage {
  readonly files: readonly FileView[];
  readonly total: number;
  /** Bytes of all files and of what has arrived of uploads, and what may be kept. */
  readonly bytes: number;
  readonly most: number;
  /** The same of guests alone. */
  readonly guestBytes: number;
  readonly guestMost: number;
  /** Unfinished uploads of all rooms, those with the most bytes first, 200 at most. */
  readonly uploads: readonly UploadView[];
  /** How many of them there are. */
  readonly uploadsTotal: number;
}

/** An upload that has begun and not ended. */
export interface UploadView {
  readonly upload: string;
  /** Absent for a direct conversation. */
  readonly room?: string;
  readonly name: string;
  /** What was announced, and what has arrived, in bytes. */
  readonly size: number;
  readonly arrived: number;
  readonly from: string;
  readonly guest: boolean;
  /** An IPv4 address, or the /64 of an IPv6 address. Absent: not known, or this machine. */
  readonly network?: string;
  readonly movedAt: number;
  readonly expiresAt: number;
  /** Whether a connection sends it now. */
  readonly connected: boolean;
}

/** A file that is kept. */
export interface FileView {
  readonly file: string;
  /** Absent for a conversation of two. */
  readonly room?: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly sha256: string;
  readonly at: number;
  readonly from: string;
  /** A path below this gateway. */
  readonly url: string;
}

/** `GET /operator/audit?before=N&limit=`: the newest first, 200 at most. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
}

/** Something that an operator or a moderator did. */
export interface AuditEntry {
  readonly n: number;
  readonly at: number;
  /** `operator` for what came from the console or a script, else the nick. */
  readonly by: string;
  /** Where an operator's request came from. */
  readonly address?: string;
  /** `disconnect`, `ban`, `plugin off`, … */
  readonly act: string;
  readonly room?: string;
  /** The user or plugin concerned. */
  readonly who?: string;
  /** For a person: what was done, in one line. */
  readonly line: string;
  /** The refusal's code; absent: it was done. */
  readonly refused?: string;
}

/** `GET /operator/config`. */
export interface ConfigPage {
  readonly settings: readonly SettingView[];
}

/** One setting, as it is in force. Secrets are never sent. */
export interface SettingView {
  readonly name: string;
  readonly flag: string;
  readonly variable: string;
  readonly help: string;
  /** As it would be written into a config file; for secrets `(set)` or `(generated at start)`. */
  readonly value: string;
  readonly default: string;
  readonly changed: boolean;
}

/** `GET /operator/why?id=`: what happened to a message; refused with `OPERATOR_UNKNOWN` where that is not known any more. */
export interface WhyPage {
  readonly id: string;
  readonly room: string;
  readonly at: number;
  /** Whether it was refused, by which code. */
  readonly refused?: string;
  readonly gates: readonly WhyGate[];
  /** 200 at most. */
  readonly recipients: readonly WhyRecipient[];
  /** How many recipients there are. */
  readonly total: number;
}

/** How a connection is made worse: `slow` holds back what is written, `drop` cuts it, `half-open` stops all traffic. */
export type ChaosMode = 'slow' | 'drop' | 'half-open';

/** What `POST /operator/…` takes, by its last part. Each answers with `{ line }`, for a person, and what it says besides. */
export interface OperatorActions {
  /** Sends a message as the operator; without `room` and `to` to every room with members. */
  say: { readonly text: string; readonly room?: string; readonly to?: string; readonly everywhere?: boolean };
  /** Answers with a one-time `path` to PUT the file to. Without `room` and `to` as above, one file for every room. `bytes`: its size, to be refused now if it is too large. */
  file: { readonly room?: string; readonly to?: string; readonly bytes?: number };
  listener: { readonly name: string; readonly on: boolean };
  disconnect: { readonly session: string; readonly reason?: string };
  /** `*` as room is everywhere. `seconds` absent: without an end. For `slow` 0 ends it. */
  moderate: {
    readonly act: 'kick' | 'mute' | 'unmute' | 'ban' | 'unban' | 'slow';
    readonly room: string;
    /** One of these, but for `slow`. */
    readonly session?: string;
    readonly user?: string;
    readonly nick?: string;
    /** With `ban`: their network too. */
    readonly network?: boolean;
    readonly seconds?: number;
    readonly reason?: string;
  };
  plugin: { readonly name: string; readonly do: 'on' | 'off' | 'reload' };
  'file/remove': { readonly file: string };
  /** Aborts an unfinished upload and deletes its bytes. */
  'upload/drop': { readonly upload: string };
  /** Drains the gateway and ends the program, like SIGTERM. */
  drain: Readonly<Record<string, never>>;
  /** `ms`: by how much `slow` holds back, 1 to 60 000, default 1 000. Refused with `OPERATOR_NO_CHAOS` where it is off. */
  chaos: { readonly session: string; readonly mode: ChaosMode | 'off'; readonly ms?: number };
}

/** How long a plugin's gates take at one stage. */
export interface GateTimes {
  readonly stage: string;
  readonly calls: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What one gate did to a message. */
export interface WhyGate {
  readonly plugin: string;
  /** `passed`, `changed`, `refused`, `failed`. */
  readonly outcome: string;
  readonly ms: number;
  readonly code?: string;
}

/** How far a message has come with one session. */
export interface WhyRecipient {
  readonly session: string;
  readonly nick: string;
  /** As `hub.why` says: `delivered`, `queued`, … */
  readonly fate: string;
}
