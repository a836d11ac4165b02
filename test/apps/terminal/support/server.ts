import { createState, type State, type StateEvents } from '../../../../apps/terminal/state/state.js';
import { createTalk, type Talk } from '../../../../apps/terminal/talk/talk.js';
import { createClient } from '../../../../client/index.js';

type Fields = Readonly<Record<string, unknown>>;

/** A server that says whatever it is told to say, also what no real one would. */
export interface FakeServer {
  readonly talk: Talk;
  readonly state: State;
  /** Sends a frame. */
  sends(frame: Fields): void;
  /** Sends a message of the lobby, at the next place. */
  says(text: string, more?: Fields): void;
}

/** What a fake server can be made to answer. */
export interface FakeOptions {
  readonly nick?: string;
  readonly members?: readonly Fields[];
  readonly events?: Partial<StateEvents>;
  readonly now?: () => number;
}

/** Connects a talk to a server of the test's own, in the lobby. */
export async function fakeServer(options: FakeOptions = {}): Promise<FakeServer> {
  const { nick = 'me', members = [], events = {}, now = () => 1_000 } = options;
  let send: (text: string) => void = () => {};
  let offset = 0;
  const answers: Readonly<Record<string, (frame: Fields) => Fields>> = {
    hello: ({ ref }) => ({ type: 'welcome', ref, protocol: 1, session: 's', user: { id: 'u0', nick }, resumed: false }),
    join: ({ ref, room }) => ({ type: 'ok', ref, result: { room, epoch: 'e', offset: 0, members } }),
    history: ({ ref }) => ({ type: 'ok', ref, result: { entries: [], more: false, gap: false } }),
  };
  const refusal = ({ ref }: Fields): Fields => ({ type: 'error', ref, code: 'X', text: 'No.', retry: false });
  const client = createClient({
    open(wire) {
      send = (text) => wire.frame(text);
      queueMicrotask(() => wire.opened());
      return {
        send(frame) {
          const asked = JSON.parse(String(frame)) as Fields;
          const answer = answers[String(asked.type)] ?? refusal;
          queueMicrotask(() => send(JSON.stringify(answer(asked))));
        },
        close() {},
      };
    },
  });
  const state = createState(now, { changed() {}, added() {}, replaced() {}, ...events });
  const talk = createTalk(client, state, { reads: true, patient: false });
  client.connect();
  await talk.join('lobby');
  const sends = (frame: Fields): void => send(JSON.stringify(frame));
  return {
    talk,
    state,
    sends,
    says(text, more = {}) {
      const at = { room: 'lobby', epoch: 'e', offset: ++offset, at: now() };
      sends({ type: 'message', id: `m${offset}`, kind: 'text', from: { id: 'u1', nick: 'bob' }, text, ...at, ...more });
    },
  };
}
