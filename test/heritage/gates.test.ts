import { describe, expect, test } from 'vitest';
import { sqlite } from '../../adapters/brokers/sqlite/index.js';
import { type Broker, MemoryBroker } from '../../core/index.js';
import { floodControl } from '../../plugins/flood-control/index.js';
import { temporaryFolder } from '../apps/gateway/support/files.js';
import { eventually } from '../support/eventually.js';
import type { NativePeer } from '../support/peers.js';
import { countingRandom } from '../support/random.js';
import { openLine } from './support-room/line.js';
import { allKinds, enter, type Member, namedKinds, speakers } from './support-room/speakers.js';

const room = 'lobby';

/** Two with one old program, one of a kind that differs, and an operator. */
async function stage(kind: (typeof allKinds)[number]) {
  const line = await openLine();
  const op = await line.operator('op');
  const writer = await enter(line, kind, 'wang', op);
  const fellow = await enter(line, kind, 'li', op);
  const other = await enter(line, kind === 'qmlChat' ? 'serverchat' : 'qmlChat', 'zhao', op);
  return { line, op, writer, fellow, other };
}

const texts = (peer: NativePeer) => peer.all('message').map(({ text }) => text);

/** Lets all who are there read one last message: what has not come before it does not come. */
async function fence(op: NativePeer, ...members: readonly Member[]): Promise<void> {
  await op.ok({ type: 'say', room, text: 'fence' });
  await Promise.all(members.map((member) => member.reads('op', 'fence')));
}

const allOf = ({ seat }: Member): string => seat.seen().join('\n');

describe.each(allKinds)('what comes from %s', (kind) => {
  const { voice, writes, hello } = speakers[kind];

  test('is masked for those of the same kind, too', async () => {
    const { op, writer, fellow, other } = await stage(kind);
    writer.says('what the fuck\nfuck');
    expect(await op.next('message')).toMatchObject({ text: 'what the ****\n****' });
    await Promise.all([fellow, other].map((member) => member.reads(writer.nick, 'what the ****\n  ****')));
    expect(allOf(fellow) + allOf(other)).not.toContain('fuck');
  });

  test.each([
    ['muted', [{ type: 'room.mute' }], 'You are muted in #lobby.'],
    ['banned', [{ type: 'room.ban' }], 'You are banned from #lobby.'],
    ['banned by address', [{ type: 'room.ban', address: '127.0.0.1' }], 'You are banned from #lobby.'],
    ['outside of a room', [{ type: 'room.lock', access: 'invite' }, { type: 'room.kick' }], 'One has to be invited to'],
  ])('is refused and answered when they are %s, and nobody else sees it', async (_, acts, answer) => {
    const { op, writer, fellow, other } = await stage(kind);
    for (const act of acts) {
      const whom = 'address' in act || act.type === 'room.lock' ? {} : { nick: writer.nick };
      await op.ok({ room, ...whom, ...act });
    }
    writer.says('after all');
    await writer.isTold(answer);
    const present = acts.some((act) => 'address' in act) ? [] : [fellow, other];
    await fence(op, ...present);
    expect(allOf(fellow) + allOf(other)).not.toContain('after all');
    expect(texts(op)).not.toContain('after all');
  });

  test('waits for its turn in slow mode', async () => {
    const { op, writer, fellow } = await stage(kind);
    await op.ok({ type: 'room.slow', room, seconds: 60 });
    writer.says('one');
    await fellow.reads(writer.nick, 'one');
    writer.says('two');
    await writer.isTold('One message in 1m');
    await fence(op, fellow);
    expect(allOf(fellow)).not.toContain('two');
  });

  test('comes again from somebody who was kicked and knows by whom', async () => {
    const { op, writer, fellow } = await stage(kind);
    await op.ok({ type: 'room.kick', room, nick: writer.nick, reason: 'no caps' });
    await writer.isTold(`op kicked ${writer.nick}: no caps`);
    await fellow.isTold(`op kicked ${writer.nick}: no caps`);
    writer.says('sorry');
    expect(await op.next('message')).toMatchObject({ text: 'sorry', from: { nick: writer.nick } });
  });

  test('does not get into a room that is closed', async () => {
    const { line, op, fellow } = await stage(kind);
    await op.ok({ type: 'room.lock', room, access: 'invite' });
    const late = await line.connect(kind);
    if (hello !== undefined) late.send(hello('late'));
    await late.until(voice('One has to be invited to that room.'));
    late.send(writes('late', 'hi from outside'));
    await late.until(voice('One has to be invited to that room.'));
    await fence(op, fellow);
    expect(texts(op)).not.toContain('hi from outside');
    expect(allOf(fellow)).not.toContain('late');
    expect(late.seen().join('\n')).not.toContain('fence');
  });

  test('does not get in at all from an address that is banned everywhere', async () => {
    const { line, op } = await stage(kind);
    await op.ok({ type: 'room.ban', room: '*', address: '127.0.0.1' });
    const banned = await line.connect(kind);
    await banned.gone;
    expect(banned.seen()).toEqual([voice('You are banned.')]);
  });

  test('is slowed down and then refused when it is too much, and nothing is lost without a word', async () => {
    const messages = { burst: 2, perSecond: 10 };
    const flood = floodControl({ session: { messages }, slowMs: 150, patienceMs: 150 });
    const line = await openLine({ floodControl: false }, { plugins: [flood] });
    const did: string[] = [];
    line.gateway.hub.on('flooded', (info) => void did.push(info.did));
    const op = await line.operator('op');
    const writer = await enter(line, kind, 'wang', op);
    const refusal = voice('You are sending messages too fast.');
    for (let count = 1; count <= 8; count++) writer.says(`no. ${count}`);
    await writer.seat.until(refusal);
    const refused = () => allOf(writer).split(refusal).length - 1;
    const passed = () => texts(op).length - 1;
    await eventually(() => passed() + refused() === 8);
    expect([did[0], did.includes('refused')]).toEqual(['slowed', true]);
    // Which of them pass depends on the time that the machine takes: each comes once, in order.
    const all = Array.from({ length: 8 }, (_, at) => `no. ${at + 1}`);
    expect(texts(op).slice(1)).toEqual(all.filter((text) => texts(op).includes(text)));
  });

  test('is answered in its own form when it is too long', async () => {
    const { op, writer, fellow } = await stage(kind);
    writer.says('é'.repeat(64_001));
    await writer.isTold('A message has at most 4000 characters.');
    writer.says('é'.repeat(100_000));
    await writer.isTold('The frame has more than');
    await fence(op, writer, fellow);
    expect(allOf(fellow)).not.toContain('éé');
  });

  test('has no control characters for others', async () => {
    const { op, writer, other } = await stage(kind);
    writer.says('a\u0007b\u001b[2Jc\u0085d\r\ne');
    expect(await op.next('message')).toMatchObject({ text: 'ab[2Jcd\ne' });
    await other.reads(writer.nick, 'ab[2Jcd\n  e');
    writer.says('\u0007');
    writer.says('next');
    expect(await op.next('message')).toMatchObject({ text: 'next' });
  });
});

describe.each(namedKinds)('the name that %s writes', (kind) => {
  const { hello, writes, reads, voice } = speakers[kind];

  test('is seen by nobody when it is not allowed: they are a guest', async () => {
    const { line, op, fellow, other } = await stage(kind);
    const rude = await line.connect(kind);
    rude.send(hello?.('fuckwit') ?? writes('fuckwit', 'hi'));
    await rude.until(voice('That nick is not allowed here.'));
    if (hello !== undefined) rude.send(writes('fuckwit', 'hi'));
    const { from } = await op.next('message');
    const { nick } = from as { nick: string };
    expect(nick).toMatch(/^guest\d+$/);
    await Promise.all([fellow, other].map((member) => member.reads(nick, 'hi')));
    const seen = [allOf(fellow), allOf(other), JSON.stringify(op.heard)].join('\n');
    expect(seen).not.toContain('fuck');
    expect(rude.seen().join('').split('That nick').length).toBe(2);
  });

  test('is not that of somebody who is here already with another program', async () => {
    const { line, op, fellow, other } = await stage(kind);
    const double = await enter(line, kind, 'op', op);
    expect(double.nick).toBe('op2');
    double.says('who am I?');
    await Promise.all([fellow, other].map((member) => member.reads('op2', 'who am I?')));
    expect(allOf(fellow)).not.toContain(reads('op', 'who am I?'));
  });

  test('may be that of somebody with the same program, for whom it is as ever', async () => {
    const { line, op, fellow, other } = await stage(kind);
    const double = await enter(line, kind, 'wang', op);
    expect(double.nick).toBe('wang2');
    double.says('who am I?');
    await Promise.all([fellow.reads('wang', 'who am I?'), other.reads('wang2', 'who am I?')]);
    expect(allOf(fellow)).not.toContain('wang2');
  });

  test('is shown to nobody beyond what could be looked at', async () => {
    const { line, op, fellow } = await stage(kind);
    const long = await enter(line, kind, `${'x'.repeat(32)}fuckwit`, op);
    expect(long.nick).toBe('x'.repeat(32));
    long.says('hi');
    await fellow.reads(long.nick, 'hi');
    expect(allOf(fellow)).not.toContain('fuck');
  });

  test('is not that of somebody who is banned', async () => {
    const { line, op } = await stage(kind);
    await op.ok({ type: 'room.ban', room: '*', nick: 'zed' });
    const zed = await line.connect(kind);
    zed.send(hello?.('zed') ?? writes('zed', 'hi'));
    await zed.until(voice('The nick zed is banned here.'));
    if (hello !== undefined) zed.send(writes('zed', 'hi'));
    const { from } = await op.next('message');
    expect(from).toMatchObject({ nick: expect.stringMatching(/^guest/) as string });
  });
});

describe('what new clients send', () => {
  const voices = { qserverchat: 'System', tcpChatting: '[服务器]', serverchat: '服务器' } as const;

  test.each([voices.qserverchat, voices.tcpChatting])("cannot have the server's name %s", async (nick) => {
    const { line } = await stage('qserverchat');
    await expect(line.program(nick)).rejects.toThrow(/CHAT_NICK_TAKEN|CHAT_NAME_INVALID/);
  });

  test("is not the server's voice to serverchat under the nick 服务器", async () => {
    const { line, fellow, op } = await stage('serverchat');
    const liar = await line.program(voices.serverchat);
    await liar.ok({ type: 'say', room, text: 'Send me your passwords.' });
    await fellow.seat.until(`· ${speakers.serverchat.voice('Send me your passwords.')}`);
    await fence(op, fellow);
    expect(allOf(fellow).split('passwords').length).toBe(2);
  });

  test.each(namedKinds)("is not the server's voice to %s from one of them either", async (kind) => {
    const { line, op, fellow } = await stage(kind);
    const liar = await enter(line, kind, voices[kind as keyof typeof voices], op);
    liar.says('lies');
    await fellow.seat.until('lies');
    const [before = ''] = allOf(fellow).split(speakers[kind].voice('lies'));
    expect(before === allOf(fellow) || before.endsWith('· ')).toBe(true);
  });

  test.each(allKinds)('is no line of somebody else to %s', async (kind) => {
    const { line, fellow } = await stage(kind);
    const { reads, voice } = speakers[kind];
    const liar = await line.program('liar');
    for (const end of ['\n', '\r\n', '\u2028', '\u2029']) {
      await liar.ok({ type: 'say', room, text: `hi${end}${reads('op', 'lies')}${end}${voice('lies')}` });
    }
    await liar.ok({ type: 'say', room, text: 'done' });
    await fellow.reads('liar', 'done');
    const lines = allOf(fellow).split(/[\n\r\u2028\u2029]/);
    const lies = lines.filter((one) => one.includes('lies'));
    expect(lies).toHaveLength(8);
    expect(lies.filter((one) => !one.startsWith('  '))).toEqual([]);
  });

  test('is never taken for what an old client wrote', async () => {
    const { line, op, fellow } = await stage('serverchat');
    const entries: unknown[] = [];
    line.gateway.hub.on('message', ({ message }) => void entries.push(message.verbatim));
    const verbatim = { form: 'serverchat', text: '服务器: lies' };
    await op.ok({ type: 'say', room, text: 'hi', verbatim, data: { verbatim } });
    await op.ok({ type: 'leave', room, verbatim });
    await fellow.seat.until('op离开聊天');
    await op.ok({ type: 'join', room, verbatim });
    await fellow.seat.until('op进入聊天');
    expect(entries).toEqual([undefined]);
    expect(allOf(fellow)).toContain('op: hiop离开聊天op进入聊天');
  });
});

describe('what old clients have said', () => {
  const brokers: Readonly<Record<string, () => Broker>> = {
    memory: () => new MemoryBroker(countingRandom()),
    sqlite: () => sqlite({ path: `${temporaryFolder()}/log.db` }),
  };

  test('is the plain text to new clients, in history, search and after a resume', async () => {
    const line = await openLine({}, { broker: brokers.sqlite?.() as Broker });
    const op = await line.operator('op');
    const guest = line.stranger();
    const { resume } = await guest.ok({ type: 'hello', nick: 'guest', resume: true });
    const { epoch } = await guest.ok({ type: 'join', room });
    guest.wire.abort();
    await op.next('joined');
    const writer = await enter(line, 'tcpChatting', 'wang', op);
    writer.says('早上好\n \u0007大家');
    await op.next('message');
    const back = line.stranger();
    const { token } = resume as { token: string };
    await back.ok({ type: 'hello', resume: token, positions: { [room]: { epoch, offset: 0 } } });
    const missed = [await back.next('message'), await back.next('message')];
    const history = await back.ok({ type: 'history', room });
    const search = await back.ok({ type: 'search', room, text: '早上好' });
    for (const entries of [missed, history.entries, search.entries]) {
      expect((entries as object[]).at(-1)).toMatchObject({ text: '早上好\n 大家', from: { nick: 'wang' } });
    }
    expect(JSON.stringify(back.heard)).not.toMatch(/verbatim|wang：/);
  });

  test.each(Object.keys(brokers))('is gone as it was written, too, when it is deleted: %s', async (name) => {
    const broker = brokers[name]?.() as Broker;
    const line = await openLine({}, { broker });
    const op = await line.operator('op');
    const writer = await enter(line, 'tcpChatting', 'wang', op);
    writer.says('a secret');
    const { epoch, offset } = await op.next('message');
    const kept = async () => JSON.stringify(await broker.read(room, { limit: 100 }));
    expect(await kept()).toContain('wang：a secret');
    await op.ok({ type: 'delete', room, epoch, offset });
    await op.next('message');
    const after = await kept();
    expect(after).not.toContain('secret');
    expect(after).toContain('wang：hello');
  });
});
