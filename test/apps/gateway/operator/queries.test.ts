import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type {
  ConfigPage,
  FilesPage,
  Overview,
  PluginsPage,
  RoomsPage,
  SessionsPage,
  TapPage,
  WhyPage,
} from '../../../../apps/gateway/operator/wire.js';
import type { Plugin } from '../../../../index.js';
import { stockPlugins } from '../support/gateway.js';
import { consoleFixture, until } from './support/console.js';

const places = ['overview', 'sessions', 'rooms', 'tap', 'plugins', 'files', 'audit', 'config', 'why'];

describe('what operators read', () => {
  test('is for nobody without the token', async () => {
    const { request: ask, http } = await consoleFixture();
    for (const place of places) {
      const { status, body, headers } = await ask(place, 'not-the-right-token');
      if (status !== 429)
        expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, 'OPERATOR_TOKEN', 'Bearer']);
    }
    expect((await fetch(`${http}operator/overview`)).status).toBe(401);
  });

  test('is kept by nobody, and read with GET alone', async () => {
    const { request: ask, post: act } = await consoleFixture();
    const { headers } = await ask('overview');
    expect([headers.get('cache-control'), headers.get('access-control-allow-origin')]).toEqual(['no-store', null]);
    const posted = await act('overview', {});
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  });

  test.each([
    'overview?after=-1',
    'sessions?limit=501',
    'sessions?limit=0',
    'sessions?sort=shoes',
    'sessions?order=up',
    'sessions?room=a%20b',
    `sessions?text=${'x'.repeat(1_025)}`,
    'rooms?limit=1e3',
    'tap?limit=x',
    'tap?room=@a',
    'files?limit=201',
    'audit?before=0',
  ])('is refused for nonsense: %s', async (place) => {
    const { request: ask } = await consoleFixture();
    const { status, body } = await ask(place);
    expect([status, body.code]).toEqual([400, expect.stringMatching(/^CHAT_(?:BAD_COMMAND|NAME_INVALID)$/)]);
  });
});

test('the overview has the state, the listeners, and the vitals of each second', async () => {
  const { query: read, connectProgram: program, addresses } = await consoleFixture();
  const ann = await program('ann');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hello', key: 'k' });
  let last = 0;
  await until(async () => {
    const { vitals } = await read<Overview>('overview');
    expect(vitals.reduce((sum, { messages }) => sum + messages, 0)).toBe(1);
    last = vitals.at(-1)?.n ?? 0;
  });
  const { vitals, ...rest } = await read<Overview>(`overview?after=${last - 1}`);
  expect(vitals[0]).toMatchObject({ n: last, sessions: 1, rooms: 1, queueBytes: 0, memoryBytes: expect.any(Number) });
  expect(rest).toMatchObject({ server: 'partyline', state: 'open', chaos: false, files: true });
  const url = (name: string) => addresses.find(({ transport }) => transport === name)?.url;
  expect(rest.listeners).toEqual([
    { name: 'tcp', transport: 'tcp', dialect: 'auto', state: 'open', url: url('tcp'), connections: 0 },
    {
      name: 'websocket',
      transport: 'websocket',
      dialect: 'auto',
      state: 'open',
      url: url('websocket'),
      connections: 1,
    },
  ]);
});

describe('sessions', () => {
  test('are all there are, those that have not logged in too', async () => {
    const { query: read, connectProgram: program, tcpPort } = await consoleFixture();
    await program('ann');
    const socket = connect({ port: tcpPort, host: '127.0.0.1' });
    onTestFinished(() => void socket.destroy());
    await until(async () => {
      const { sessions, total } = await read<SessionsPage>('sessions?sort=wire');
      expect(total).toBe(2);
      const [stranger, ann] = sessions;
      expect(stranger).toMatchObject({ transport: 'tcp', address: '127.0.0.1', connected: true, rooms: [] });
      expect(stranger).not.toHaveProperty('user');
      expect(ann).toMatchObject({
        user: { nick: 'ann' },
        transport: 'websocket',
        dialect: 'native',
        operator: false,
        secure: false,
        rooms: ['lobby'],
        queueBytes: 0,
        rate: 0,
      });
    });
  });

  test('are found by nick, wire, address and id, and by room', async () => {
    const { query: read, connectProgram: program } = await consoleFixture();
    const [ann] = [await program('ann'), await program('bob')];
    await ann.ok({ type: 'join', room: 'attic' });
    const nicks = async (query: string) =>
      (await read<SessionsPage>(`sessions?sort=nick&${query}`)).sessions.map(({ user }) => user?.nick);
    const [first] = (await read<SessionsPage>('sessions?sort=nick')).sessions;
    expect(await nicks('text=BO')).toEqual(['bob']);
    expect(await nicks('text=websocket/native')).toEqual(['ann', 'bob']);
    expect(await nicks('text=127.0')).toEqual(['ann', 'bob']);
    expect(await nicks(`text=${first?.id}`)).toEqual(['ann']);
    expect(await nicks('room=Attic')).toEqual(['ann']);
    expect(await nicks('text=nobody')).toEqual([]);
  });

  test('come in an order, so many of them, and it is told how many there are', async () => {
    const { query: read, connectProgram: program } = await consoleFixture();
    for (const nick of ['cat', 'ann', 'bob']) await program(nick);
    const page = await read<SessionsPage>('sessions?sort=nick&order=desc&limit=2');
    expect([page.sessions.map(({ user }) => user?.nick), page.total]).toEqual([['cat', 'bob'], 3]);
    const newest = await read<SessionsPage>('sessions?limit=1');
    expect(newest.sessions).toHaveLength(1);
  });

  test('are sorted by how much they say', async () => {
    const { query: read, connectProgram: program } = await consoleFixture();
    const [ann, bob] = [await program('ann'), await program('bob')];
    await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
    await bob.ok({ type: 'say', room: 'lobby', text: 'one' });
    await bob.ok({ type: 'say', room: 'lobby', text: 'two' });
    const { sessions } = await read<SessionsPage>('sessions?sort=rate&order=desc');
    expect(sessions.map(({ user, rate }) => [user?.nick, rate])).toEqual([
      ['bob', 0.2],
      ['ann', 0.1],
    ]);
  });

  test('tell who is an operator, and nobody’s conversations', async () => {
    const { connectProgram: program, sessionOf: session, gateway } = await consoleFixture();
    const ann = await program('ann', { credentials: { operator: gateway.operatorToken } });
    await program('bob');
    await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
    expect(await session('ann')).toMatchObject({ operator: true, rooms: ['lobby'] });
  });
});

describe('rooms', () => {
  test('come fullest first, with how they are run', async () => {
    const { query: read, connectProgram: program } = await consoleFixture();
    const [ann] = [await program('ann'), await program('bob')];
    await ann.ok({ type: 'join', room: 'attic' });
    await ann.ok({ type: 'room.topic', room: 'attic', topic: 'Old things' });
    await ann.ok({ type: 'room.slow', room: 'attic', seconds: 5 });
    await ann.ok({ type: 'say', room: 'attic', text: 'dust' });
    const { rooms, total } = await read<RoomsPage>('rooms');
    expect(total).toBe(2);
    expect(rooms).toEqual([
      { room: 'lobby', members: 2, rate: 0, access: 'open', public: true },
      { room: 'attic', members: 1, rate: 0.1, access: 'open', topic: 'Old things', slow: 5, owner: 'ann' },
    ]);
    expect((await read<RoomsPage>('rooms?text=ATT&limit=1')).rooms.map(({ room }) => room)).toEqual(['attic']);
  });

  test('are there without the moderation, too', async () => {
    const { query: read, postOk: done, connectProgram: program } = await consoleFixture();
    await program('ann');
    await done('plugin', { name: 'moderation', do: 'off' });
    expect((await read<RoomsPage>('rooms')).rooms).toEqual([{ room: 'lobby', members: 1, rate: 0 }]);
  });
});

describe('the tap', () => {
  test('has messages as they went by, and of conversations only that they are', async () => {
    const { query: read, connectProgram: program, postOk: done } = await consoleFixture();
    const ann = await program('ann');
    await program('bob');
    const { id } = await ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await ann.ok({ type: 'tell', to: 'bob', text: 'secret' });
    await done('say', { room: 'lobby', text: 'tea' });
    const page = await read<TapPage>('tap');
    expect(page).toMatchObject({ last: 3, lost: 0 });
    const [said, told, tea] = page.entries;
    expect(said).toMatchObject({ n: 1, id, room: 'lobby', text: 'hello', kind: 'text', wire: 'websocket/native' });
    expect(told).toMatchObject({ n: 2, from: { nick: 'ann' } });
    expect(JSON.stringify(told)).not.toMatch(/secret|room|bob/);
    expect(tea).toMatchObject({ n: 3, from: { nick: 'partyline' } });
    expect(tea).not.toHaveProperty('wire');
  });

  test('goes on where one was, and finds by room and text', async () => {
    const { query: read, postOk: done } = await consoleFixture();
    for (const room of ['lobby', 'attic']) for (const text of ['one', 'two']) await done('say', { room, text });
    const texts = async (query: string) => (await read<TapPage>(`tap?${query}`)).entries.map(({ n }) => n);
    expect(await texts('after=2')).toEqual([3, 4]);
    expect(await texts('room=attic')).toEqual([3, 4]);
    expect(await texts('text=TWO')).toEqual([2, 4]);
    expect(await texts('limit=1')).toEqual([4]);
  });
});

test('the plugins are in run order, with what their gates take', async () => {
  const { query: read, connectProgram: program } = await consoleFixture();
  const ann = await program('ann');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
  await ann.refused({ type: 'join', room: 'fuck' });
  const { plugins } = await read<PluginsPage>('plugins');
  expect(plugins.map(({ name, on }) => [name, on])).toEqual(stockPlugins.map((name) => [name, true]));
  const of = (name: string) => plugins.find((plugin) => plugin.name === name);
  expect(of('operator')?.fixed).toBe('The console depends on it.');
  expect(of('file-transfer')?.neededBy).toEqual(['heritage']);
  expect(of('profanity')).toMatchObject({ refusals: 1, failures: 0 });
  const publish = of('profanity')?.gates.find(({ stage }) => stage === 'publish');
  expect(publish).toMatchObject({ calls: 1, p50Ms: expect.any(Number), p99Ms: expect.any(Number) });
});

test('a plugin’s failures are counted, with the newest one’s text', async () => {
  const broken: Plugin = {
    name: 'broken',
    setup: (host) =>
      host.on('joined', () => {
        throw new Error('out of order');
      }),
  };
  const { query: read, connectProgram: program } = await consoleFixture({}, { plugins: [broken] });
  await program('ann');
  const { plugins } = await read<PluginsPage>('plugins');
  expect(plugins.at(-1)).toMatchObject({
    name: 'broken',
    fixed: 'The embedding program supplies this plugin.',
    failures: 1,
    lastFailure: { what: 'joined', text: 'out of order' },
  });
});

test('why tells what became of a message, whom it reached, and what it was refused for', async () => {
  const { query: read, request: ask, connectProgram: program } = await consoleFixture({ profanity: 'refuse' });
  const [ann, bob] = [await program('ann'), await program('bob')];
  const { id } = await ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
  await bob.next('message');
  const page = await read<WhyPage>(`why?id=${String(id)}`);
  expect(page).toMatchObject({ id, room: 'lobby', total: 2 });
  expect(page.gates.map(({ plugin, outcome }) => [plugin, outcome])).toContainEqual(['profanity', 'passed']);
  expect(page.recipients).toContainEqual({ session: expect.any(String), nick: 'bob', fate: 'delivered' });
  const refused = await ann.ask({ type: 'say', room: 'lobby', text: 'fuck' });
  const { message } = (refused.details ?? {}) as { message?: string };
  const why = await read<WhyPage>(`why?id=${message}`);
  expect(why).toMatchObject({ refused: 'PROFANITY_REFUSED', recipients: [], total: 0 });
  expect(why.gates.at(-1)).toMatchObject({ plugin: 'profanity', outcome: 'refused', code: 'PROFANITY_REFUSED' });
  const unknown = await ask('why?id=nothing');
  expect([unknown.status, unknown.body.code]).toEqual([404, 'OPERATOR_UNKNOWN']);
});

test('the config has every setting as it is in force, and no secret', async () => {
  const {
    request: ask,
    query: read,
    gateway,
  } = await consoleFixture({ keepDays: 7, origins: ['https://chat.example'] });
  const { settings } = await read<ConfigPage>('config');
  const of = (name: string) => settings.find((setting) => setting.name === name);
  expect(of('keepDays')).toMatchObject({
    flag: '--keep-days',
    variable: 'PARTYLINE_KEEP_DAYS',
    value: '7',
    default: '0',
    changed: true,
  });
  expect(of('room')).toMatchObject({ value: 'lobby', changed: false });
  expect(of('origins')?.value).toBe('[ https://chat.example ]');
  expect(of('limits.textBytes')).toMatchObject({ changed: false, value: expect.stringMatching(/^\d+$/) });
  expect(of('operatorToken')).toMatchObject({ value: '(set)', changed: true });
  expect(JSON.stringify((await ask('config')).body)).not.toContain(gateway.operatorToken);
});

test('files are listed, the newest first, and how much they are together', async () => {
  const { query: read, request: ask, postOk: done, http } = await consoleFixture();
  for (const name of ['one.txt', 'two.txt']) {
    const { path } = await done('file', { room: 'lobby' });
    await fetch(new URL(`${String(path)}${name}`, http), { method: 'PUT', body: 'hello' });
  }
  const page = await read<FilesPage>('files');
  expect(page).toMatchObject({ total: 2, bytes: 10, most: 10_737_418_240 });
  expect(page.files.map(({ name }) => name)).toEqual(['two.txt', 'one.txt']);
  const [newest] = page.files;
  expect(newest).toMatchObject({ room: 'lobby', size: 5, from: 'partyline', mediaType: expect.any(String) });
  expect(await (await fetch(new URL(newest?.url ?? '', http))).text()).toBe('hello');
  expect((await read<FilesPage>('files?limit=1')).files).toHaveLength(1);
  expect((await read<FilesPage>('files?room=attic')).total).toBe(0);
  await done('plugin', { name: 'file-transfer', do: 'off' });
  expect((await ask('files')).body.code).toBe('FILES_OFF');
});
