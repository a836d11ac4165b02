import { type Gates, type PluginHost, refuse, type Session } from '../../core/index.js';
import { mask, type WordFilter } from './engine/filter.js';
import type { TextKind } from './engine/judge.js';
import type { Mode } from './options.js';

/** What the gates need. */
export interface DoorParts {
  readonly filter: WordFilter;
  readonly modeOf: (room: string) => Mode;
}

/** A stage at which a name is asked for: the name, and the code of its refusal. A masked name would be somebody else's. */
type NameStages = {
  readonly [S in keyof Gates]?: readonly [
    name: (request: Gates[S]) => string | undefined,
    kind: TextKind,
    code: string,
    what: string,
  ];
};

const nameStages: NameStages = {
  login: [({ nick }) => nick, 'nick', 'PROFANITY_NICK', 'That nick is not allowed here.'],
  rename: [({ nick }) => nick, 'nick', 'PROFANITY_NICK', 'That nick is not allowed here.'],
  join: [
    ({ room, creates }) => (creates ? room : undefined),
    'name',
    'PROFANITY_ROOM',
    'That name of a room is not allowed here.',
  ],
};

// Whoever comes later could put in what was just taken out.
const LAST = { phase: 'last' } as const;

/** Guards whatever others read besides messages: nicks, names of rooms and files, topics, last words. */
export function guardDoors(host: PluginHost, { filter, modeOf }: DoorParts): void {
  for (const stage of Object.keys(nameStages) as (keyof NameStages)[]) guardName(stage);

  host.gate(
    'topic',
    (request, session) => {
      const topic = cleaned(request.topic, modeOf(request.room), session);
      if (topic === undefined) return refuse('PROFANITY_TOPIC', 'That topic is not allowed here.');
      return topic === request.topic ? request : { ...request, topic };
    },
    LAST,
  );
  host.gate(
    'file',
    (request, session) => {
      const name = cleaned(request.name, modeOf(request.room), session, 'name');
      if (name === undefined) return refuse('PROFANITY_FILE', 'That name of a file is not allowed here.');
      return name === request.name ? request : { ...request, name };
    },
    LAST,
  );
  host.gate(
    'farewell',
    (request, session) => {
      const text = cleaned(request.text, strictest(session, modeOf), session);
      if (text === undefined) return refuse('PROFANITY_REFUSED', 'Those words are not allowed here.');
      return text === request.text ? request : { ...request, text };
    },
    LAST,
  );

  function guardName<S extends keyof NameStages>(stage: S): void {
    const row = nameStages[stage];
    if (row === undefined) return;
    const [nameIn, kind, code, what] = row;
    host.gate(
      stage,
      (request) => {
        const name = nameIn(request);
        return name === undefined || filter.find(name, kind).length === 0 ? request : refuse(code, what);
      },
      LAST,
    );
  }

  /** The text as it may be shown; `undefined`: not at all. What is no message cannot be held. */
  function cleaned(text: string, mode: Mode, session: Session, kind: TextKind = 'message'): string | undefined {
    const matches = filter.find(text, kind);
    if (matches.length === 0) return text;
    if (mode === 'mask') return mask(text, matches);
    if (mode !== 'warn') return undefined;
    warn(session);
    return text;
  }
}

/** Tells somebody what they said. */
export function warn(session: Session): void {
  session.send({ type: 'notice', text: 'Mind your language, please.' });
}

const severity: Readonly<Record<Mode, number>> = { warn: 0, mask: 1, hold: 2, refuse: 3 };

/** One text for all the rooms that somebody is in goes by the strictest of them. */
function strictest({ rooms }: Session, modeOf: (room: string) => Mode): Mode {
  const modes = rooms.filter((room) => !room.startsWith('@')).map(modeOf);
  return modes.reduce<Mode>((strict, mode) => (severity[mode] > severity[strict] ? mode : strict), 'warn');
}
