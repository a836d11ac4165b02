import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type {
  ChatRoom,
  Client,
  ClientError,
  ClientEvents,
  ClientMessage,
  ClientState,
  GapEvent,
  LeftEvent,
  MessageEvent,
  Receipt,
  RecoveredEvent,
  RoomView,
  RosterEntry,
  ServerEvent,
  StateReason,
  WelcomeKind,
} from '../../client/index.js';
import {
  type Awaitable,
  type ChatApi,
  type ChatEvents,
  type CloseCause,
  type Draft,
  type Entry,
  type EphemeralEvent,
  type Gate,
  type Gates,
  type Json,
  type LoginRequest,
  type PluginHost,
  type Receipt as PluginReceipt,
  type Refusal,
  type RefusedInfo,
  refuse,
  type ServerEvents,
  type Session,
  sessionKey,
} from '../../index.js';

interface ShowOfHandsEvent {
  readonly type: 'hands';
  readonly room: string;
  readonly raised: number;
}

interface HandsRequest {
  readonly question: string;
}

// As a plugin does it, which writes `partyline` where this names the file.
declare module '../../index.js' {
  interface ServerEvents {
    hands: ShowOfHandsEvent;
  }
  interface Gates {
    hands: HandsRequest;
  }
  interface ChatEvents {
    raised(session: Session, count: number): void;
  }
}

// Types are gone at run time: the compiler says whether what follows holds, and this asks it.
test('lesson 11: the compiler finds nothing wrong in this file', { timeout: 60_000 }, () => {
  const compiler = createRequire(import.meta.url)('typescript') as typeof ts;
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const base = compiler.readConfigFile(`${root}tsconfig.base.json`, compiler.sys.readFile);
  const { options } = compiler.parseJsonConfigFileContent(base.config, compiler.sys, root);
  const file = fileURLToPath(import.meta.url);
  const program = compiler.createProgram([file], { ...options, types: ['node'], noEmit: true });
  const source = program.getSourceFile(file);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  expect(found.map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

type Told<E extends keyof ClientEvents> = Parameters<ClientEvents[E]>;

describe('lesson 11, types of client events', () => {
  test('each event has what its listeners get', () => {
    expectTypeOf<Told<'message'>>().toEqualTypeOf<[message: ClientMessage]>();
    expectTypeOf<Told<'gap'>>().toEqualTypeOf<[gap: GapEvent]>();
    expectTypeOf<Told<'recovered'>>().toEqualTypeOf<[recovered: RecoveredEvent]>();
    expectTypeOf<Told<'left'>>().toEqualTypeOf<[left: LeftEvent]>();
    expectTypeOf<Told<'welcome'>>().toEqualTypeOf<[how: WelcomeKind]>();
    expectTypeOf<Told<'state'>>().toEqualTypeOf<[state: ClientState, reason?: StateReason | undefined]>();
    expectTypeOf<Told<'event'>>().toEqualTypeOf<[event: ServerEvent, bytes?: Uint8Array | undefined]>();
    expectTypeOf<Told<'violation'>>().toEqualTypeOf<[text: string]>();
  });

  test('an event that does not exist cannot be listened to', () => {
    expectTypeOf<Parameters<Client['on']>[0]>().toEqualTypeOf<keyof ClientEvents>();
    expectTypeOf<'mesage'>().not.toExtend<keyof ClientEvents>();
  });

  test('what a listener gets cannot be changed, and what may be absent says so', () => {
    expectTypeOf<MessageEvent['offset']>().toEqualTypeOf<number>();
    expectTypeOf<MessageEvent['data']>().toEqualTypeOf<Json | undefined>();
    expectTypeOf<GapEvent['missed']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<MessageEvent>().not.toEqualTypeOf<{ -readonly [K in keyof MessageEvent]: MessageEvent[K] }>();
  });

  test('rooms are views: by name, with members by user id', () => {
    expectTypeOf<Client['rooms']>().toEqualTypeOf<ReadonlyMap<string, RoomView>>();
    expectTypeOf<RoomView['members']>().toEqualTypeOf<ReadonlyMap<string, RosterEntry>>();
    expectTypeOf<RoomView>().not.toHaveProperty('set');
  });
});

describe('lesson 11, types of acks', () => {
  test('say and tell resolve to a Receipt with the place, the id, the time and the key', () => {
    expectTypeOf<ReturnType<Client['say']>>().resolves.toEqualTypeOf<Receipt>();
    expectTypeOf<ReturnType<Client['tell']>>().resolves.toEqualTypeOf<Receipt>();
    expectTypeOf<keyof Receipt>().toEqualTypeOf<'id' | 'room' | 'at' | 'key' | 'epoch' | 'offset'>();
    expectTypeOf<Receipt>().toExtend<{ readonly offset: number; readonly at: number; readonly key: string }>();
  });

  test('join resolves to a room with its place and members, leave to nothing, nick to the nick', () => {
    expectTypeOf<ReturnType<Client['join']>>().resolves.toEqualTypeOf<ChatRoom>();
    expectTypeOf<ChatRoom['members']>().toEqualTypeOf<readonly RosterEntry[]>();
    expectTypeOf<ReturnType<Client['leave']>>().resolves.toBeVoid();
    expectTypeOf<ReturnType<Client['nick']>>().resolves.toBeString();
  });

  test('what a command of a plugin brings is unknown until it is looked at', () => {
    const ask = (client: Client) => client.request('hands.raise');
    expectTypeOf(ask).returns.resolves.toEqualTypeOf<Readonly<Record<string, unknown>>>();
  });

  test('a command that fails has a code, and says whether to try again', () => {
    expectTypeOf<ClientError>().toExtend<Error>();
    expectTypeOf<Pick<ClientError, 'code' | 'retry'>>().toEqualTypeOf<{
      readonly code: string;
      readonly retry: boolean;
    }>();
  });
});

describe('lesson 11, types of what gates result in', () => {
  test('a gate gives the request of its stage or a refusal, at once or later', () => {
    expectTypeOf<ReturnType<Gate<'publish'>>>().toEqualTypeOf<Awaitable<Draft | Refusal>>();
    expectTypeOf<ReturnType<Gate<'login'>>>().toEqualTypeOf<Awaitable<LoginRequest | Refusal>>();
    expectTypeOf<Parameters<Gate<'publish'>>>().toEqualTypeOf<[request: Draft, session: Session]>();
    expectTypeOf(refuse).returns.toEqualTypeOf<Refusal>();
  });

  test('neither nothing nor yes is a result', () => {
    expectTypeOf<() => undefined>().not.toExtend<Gate<'publish'>>();
    expectTypeOf<() => boolean>().not.toExtend<Gate<'publish'>>();
    expectTypeOf<() => Promise<void>>().not.toExtend<Gate<'publish'>>();
  });

  test('a stage that does not exist cannot be gated', () => {
    expectTypeOf<Parameters<PluginHost['gate']>[0]>().toEqualTypeOf<keyof Gates>();
    expectTypeOf<'pubilsh'>().not.toExtend<keyof Gates>();
  });

  test('a stage of a plugin’s own has its own request, by declaration merging', () => {
    expectTypeOf<ReturnType<Gate<'hands'>>>().toEqualTypeOf<Awaitable<HandsRequest | Refusal>>();
  });

  test('saying something as a plugin brings a receipt or a refusal', () => {
    expectTypeOf<ReturnType<ChatApi['say']>>().resolves.toEqualTypeOf<PluginReceipt | Refusal>();
  });
});

describe('lesson 11, types of plugin events and of what a plugin keeps', () => {
  test('each event has what its listeners get', () => {
    expectTypeOf<Parameters<ChatEvents['message']>>().toEqualTypeOf<
      [entry: Entry, session: Session, stampedAt: number]
    >();
    expectTypeOf<Parameters<ChatEvents['lost']>>().toEqualTypeOf<[session: Session, cause: CloseCause]>();
    expectTypeOf<Parameters<ChatEvents['refused']>>().toEqualTypeOf<[info: RefusedInfo]>();
  });

  test('an event of a plugin’s own can be listened to, by declaration merging', () => {
    expectTypeOf<Parameters<ChatEvents['raised']>>().toEqualTypeOf<[session: Session, count: number]>();
    expectTypeOf<Parameters<PluginHost['on']>[0]>().toEqualTypeOf<keyof ChatEvents>();
  });

  test('a value kept with a session has the type of its key, without a cast', () => {
    const rolls = sessionKey('rolls', () => 0);
    const read = (session: Session) => session.get(rolls);
    expectTypeOf(read).returns.toBeNumber();
    expectTypeOf((session: Session) => session.set(rolls, 1)).toBeFunction();
    expectTypeOf(sessionKey('names', (): string[] => []).initial).returns.toEqualTypeOf<string[]>();
  });

  test('a session’s user is there only after the login, and its type says so', () => {
    expectTypeOf<undefined>().toExtend<Session['user']>();
    expectTypeOf<NonNullable<Session['user']>['account']>().toEqualTypeOf<string | undefined>();
  });
});

describe('lesson 11, ServerEvents by declaration merging', () => {
  test('an event of a plugin’s own is one of the server’s', () => {
    expectTypeOf<ServerEvents['hands']>().toEqualTypeOf<ShowOfHandsEvent>();
    expectTypeOf<ShowOfHandsEvent>().toExtend<ServerEvent>();
    expectTypeOf<Extract<Told<'event'>[0], { type: 'hands' }>>().toEqualTypeOf<ShowOfHandsEvent>();
  });

  test('it can be sent to one session and signalled to a room', () => {
    expectTypeOf<ShowOfHandsEvent>().toExtend<Parameters<Session['send']>[0]>();
    expectTypeOf<ShowOfHandsEvent>().toExtend<EphemeralEvent>();
  });

  test('a message cannot be signalled: it goes through the log', () => {
    expectTypeOf<MessageEvent>().not.toExtend<EphemeralEvent>();
  });

  test('an event that nobody has declared is none', () => {
    expectTypeOf<{ readonly type: 'undeclared'; readonly room: string }>().not.toExtend<ServerEvent>();
  });
});
