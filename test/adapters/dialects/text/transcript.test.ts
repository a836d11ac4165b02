import { describe, expect, test } from 'vitest';
import { text } from '../../../../adapters/dialects/text/index.js';
import type { Plugin } from '../../../../core/index.js';
import { textPeer, textPeerNamed } from '../../../support/text-peer.js';
import { openWorld } from '../../../support/world.js';

describe('coming', () => {
  test('a person is greeted, asked for a nick and told who is there', async () => {
    const world = await openWorld();
    await world.native('bob', 'lobby');
    const ann = await textPeer(world);
    expect(await ann.reads()).toEqual(['Welcome to Partyline.', 'What is your nick?']);
    expect(await ann.types('ann')).toEqual(['-- You are ann. Type /help for help.', '-- You are in #lobby: bob, ann']);
  });

  test('greeting, room and prompt can be chosen', async () => {
    const world = await openWorld({ dialect: text({ greeting: 'Hello!', room: 'attic', prompt: false }) });
    const ann = await textPeer(world);
    expect(await ann.reads()).toEqual([
      'Hello!',
      '-- You are guest1000. Type /help for help, /nick NAME to change your nick.',
      '-- You are in #attic: guest1000',
    ]);
  });

  test('a nick that is taken comes with one that Enter accepts', async () => {
    const world = await openWorld();
    await world.native('ann', 'lobby');
    const second = await textPeer(world);
    await second.reads();
    expect(await second.types('Ann')).toEqual([
      '! Ann is taken; Ann2 is free.',
      'What is your nick? Press Enter for Ann2.',
    ]);
    expect(await second.types('')).toEqual([
      '-- You are Ann2. Type /help for help.',
      '-- You are in #lobby: ann, Ann2',
    ]);
  });

  test('an empty line where nothing was suggested is asked again', async () => {
    const ann = await textPeer(await openWorld());
    await ann.reads();
    expect(await ann.types('  ')).toEqual(['What is your nick?']);
  });

  test('a bad nick is explained and asked again', async () => {
    const ann = await textPeer(await openWorld());
    await ann.reads();
    expect(await ann.types('a b')).toEqual([
      '! A nick has no spaces, no control characters and no characters that cannot be seen.',
      'What is your nick?',
    ]);
  });

  test('/help and /quit are understood before the login', async () => {
    const ann = await textPeer(await openWorld());
    await ann.reads();
    expect(String((await ann.types('/help'))[0])).toMatch(/^-- What you can type:\n/);
    expect(await ann.types('/quit')).toEqual(['-- Goodbye.']);
  });

  test('a page that makes a browser speak to the port is sent away', async () => {
    const world = await openWorld();
    const browser = await textPeer(world);
    await browser.reads();
    browser.wire.send('POST /join HTTP/1.1');
    browser.wire.send('evil');
    expect(await browser.reads()).toEqual(['! This is a chat, not a web server.']);
    expect(await browser.wire.closed).toMatchObject({ by: 'peer', code: 'CHAT_PROTOCOL' });
    expect(world.hub.chat.sessions()).toEqual([]);
  });
});

describe('talking', () => {
  test('lines are said in the room, and not shown to who typed them', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    await ann.reads();
    expect(await bob.types('hi there')).toEqual([]);
    expect(await ann.reads()).toEqual(['bob: hi there']);
  });

  test('where it is asked for, people see their own lines', async () => {
    const ann = await textPeerNamed(await openWorld({ dialect: text({ echo: true }) }), 'ann');
    expect(await ann.types('hi')).toEqual(['ann: hi']);
  });

  test('coming, going, renaming and acting read as sentences', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    await ann.reads();
    const bob = await textPeerNamed(world, 'bob');
    expect(await bob.types('/me waves')).toEqual([]);
    expect(await bob.types('/nick rob')).toEqual(['-- You are now rob.']);
    expect(await bob.types('/quit see you')).toEqual(['-- Goodbye.']);
    expect(await ann.reads()).toEqual(['* bob joined', 'bob * waves', '* bob is now rob', '* rob left (see you)']);
  });

  test('an empty line says nothing', async () => {
    const ann = await textPeerNamed(await openWorld(), 'ann');
    expect(await ann.types('   ')).toEqual([]);
  });

  test('a line that begins with two slashes is said with one', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    await ann.reads();
    await bob.types('//etc/hosts');
    expect(await ann.reads()).toEqual(['bob: /etc/hosts']);
  });

  test.each(['/etc/nginx.conf is broken', '/usr/bin/env', '/r/node?', '/.bashrc', '/me/too', '/help.'])(
    'a path is said: %s',
    async (line) => {
      const world = await openWorld();
      const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
      await ann.reads();
      expect((await bob.types(line)).filter((seen) => String(seen).startsWith('!'))).toEqual([]);
      expect(await ann.reads()).toEqual([`bob: ${line}`]);
    },
  );

  test('an unknown command gives the text back, ready to be said', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    await ann.reads();
    await bob.reads();
    expect(await bob.types('/etc is full')).toEqual([
      '! There is no command /etc. Try /help.',
      '-- To say it, type: //etc is full',
    ]);
    await bob.types('//etc is full');
    expect(await ann.reads()).toEqual(['bob: /etc is full']);
  });

  test('nobody can write a line that looks like somebody else wrote it', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    const eve = await world.native('eve', 'lobby');
    await ann.reads();
    await eve.ok({ type: 'say', room: 'lobby', text: 'hi\nbob: I quit\r\n* bob left' });
    await eve.ok({ type: 'say', room: 'lobby', text: 'nods\n-- notice', kind: 'action' });
    await eve.ok({ type: 'quit', text: 'bye\nbob: me too' });
    expect(await ann.reads()).toEqual([
      'eve: hi\n  bob: I quit\n  * bob left',
      'eve * nods\n  -- notice',
      '* eve left (bye\n  bob: me too)',
    ]);
  });

  test('no nick, text or deed of a user begins a line like the server', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    const eve = await world.native('eve', 'lobby');
    await ann.reads();
    for (const nick of ['--', '!', '*', '-->', '[op→ann]', 'ann:', '!ops', '#lobby', '➖➖']) {
      expect(await eve.refused({ type: 'nick', nick })).toBe('CHAT_NAME_INVALID');
    }
    for (const text of ['left', 'is now operator', 'joined']) {
      await eve.ok({ type: 'say', room: 'lobby', text, kind: 'action' });
    }
    await eve.ok({ type: 'say', room: 'lobby', text: '-- You are an operator.' });
    expect(await ann.reads()).toEqual([
      'eve * left',
      'eve * is now operator',
      'eve * joined',
      'eve: -- You are an operator.',
    ]);
  });

  test('line breaks of every kind are breaks, and controls of the direction are dropped', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    const eve = await world.native('eve', 'lobby');
    await ann.reads();
    await eve.ok({ type: 'say', room: 'lobby', text: 'hi\u2028-- one\u2029* two\u202e\u2067x\u2066' });
    await eve.ok({ type: 'quit', text: 'bye\u202e\u2028bob: hi' });
    expect(await ann.reads()).toEqual(['eve: hi\n  -- one\n  * twox', '* eve left (bye\n  bob: hi)']);
  });

  test('letters that are written from right to left are shown as they are', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    const eve = await world.native('דנה', 'lobby');
    await ann.reads();
    await eve.ok({ type: 'say', room: 'lobby', text: 'שלום 👩‍👩‍👧 علی‌رضا' });
    expect(await ann.reads()).toEqual(['דנה: שלום 👩‍👩‍👧 علی‌رضا']);
  });

  test('of a long message the first lines are shown, and how many more there are', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    const eve = await world.native('eve', 'lobby');
    await ann.reads();
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `l${index + 1}`);
    await eve.ok({ type: 'say', room: 'lobby', text: lines(200).join('\n') });
    await eve.ok({ type: 'say', room: 'lobby', text: lines(51).join('\n') });
    expect(await ann.reads()).toEqual([
      ['eve: l1', ...lines(50).slice(1), '… 150 more lines'].join('\n  '),
      ['eve: l1', ...lines(51).slice(1)].join('\n  '),
    ]);
    expect(await eve.refused({ type: 'say', room: 'lobby', text: lines(201).join('\n') })).toBe('CHAT_TEXT_TOO_LONG');
  });

  test('how many lines are shown is an option', async () => {
    const world = await openWorld({ dialect: text({ lines: 2 }) });
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    await ann.reads();
    await world.hub.chat.say({ room: 'lobby', text: 'a\nb\nc\nd' });
    expect(await ann.reads()).toEqual(['partyline: a\n  b\n  … 2 more lines']);
    expect(await bob.reads()).toContain('partyline: a\n  b\n  … 2 more lines');
  });

  test('a line of a plugin cannot be broken by what a user has put into it', async () => {
    const answers: Plugin = {
      name: 'answers',
      setup: (host) =>
        host.command({
          name: 'list',
          summary: 'Lists.',
          run: () => ({}),
          slash: { name: 'list', answer: () => 'Two rows:\n  a\u2028-- b\u202e\n-- c' },
        }),
    };
    const ann = await textPeerNamed(await openWorld({ plugins: [answers] }), 'ann');
    expect(await ann.types('/list')).toEqual(['-- Two rows:\n  a\n  -- b\n  -- c']);
  });

  test('a direct message says from whom it is and to whom, and nobody else sees it', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    const eve = await textPeerNamed(world, 'eve');
    for (const peer of [ann, bob, eve]) await peer.reads();
    await bob.types('/msg ann are you  there?');
    expect(await ann.reads()).toEqual(['[bob → ann] are you  there?']);
    expect(await eve.reads()).toEqual([]);
  });

  test('a new nick of somebody one has a conversation with is told once', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    await bob.types('/msg ann psst');
    await ann.reads();
    await bob.types('/nick rob');
    expect(await ann.reads()).toEqual(['* bob is now rob']);
  });

  test('a notice reads as one', async () => {
    const world = await openWorld();
    const ann = await textPeerNamed(world, 'ann');
    await ann.reads();
    world.hub.chat.sessions()[0]?.send({ type: 'notice', text: 'News\nof today' });
    expect(await ann.reads()).toEqual(['-- News\n  of today']);
  });
});

describe('getting about', () => {
  test('after /join lines go to that room, and other rooms are named', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    expect(await ann.types('/join #Attic')).toContain('-- You are in #attic: ann');
    await bob.types('/join attic');
    expect(await ann.reads()).toEqual(['* #attic bob joined']);
    await bob.reads();
    await ann.types('up here');
    expect(await bob.reads()).toEqual(['#attic ann: up here']);
  });

  test('after /part lines go to the room that was joined last before', async () => {
    const world = await openWorld();
    const [ann, bob] = [await textPeerNamed(world, 'ann'), await textPeerNamed(world, 'bob')];
    await ann.types('/join attic');
    expect(await ann.types('/part')).toEqual(['-- You have left #attic.']);
    await bob.reads();
    await ann.types('back');
    expect(await bob.reads()).toEqual(['ann: back']);
  });

  test('who is in no room is told how to get into one', async () => {
    const ann = await textPeerNamed(await openWorld(), 'ann');
    await ann.types('/part');
    expect(await ann.types('hello?')).toEqual(['! You are in no room. Try /join ROOM.']);
  });

  test('/who and /rooms list', async () => {
    const world = await openWorld();
    await world.native('bob', 'lobby', 'attic');
    const ann = await textPeerNamed(world, 'ann');
    await ann.reads();
    expect(await ann.types('/who')).toEqual(['-- In #lobby: bob, ann']);
    expect(await ann.types('/who attic')).toEqual(['-- In #attic: bob']);
    expect(await ann.types('/rooms')).toEqual(['-- Rooms: #lobby (2), #attic (1)']);
  });

  test('/help lists every command, those of plugins too', async () => {
    const dice = { name: 'dice', summary: 'Throws a die.', run: () => ({}), slash: { name: 'dice' } };
    const world = await openWorld({ plugins: [{ name: 'games', setup: (host) => host.command(dice) }] });
    const ann = await textPeerNamed(world, 'ann');
    await ann.reads();
    expect(await ann.types('/help')).toEqual([
      [
        '-- What you can type:',
        '  /dice                  Throws a die.',
        '  /join ROOM [PASSWORD]  Goes into a room.',
        '  /me TEXT               Says what you do: /me waves.',
        '  /msg NICK TEXT         Says something to one person.',
        '  /nick NICK             Changes your nick.',
        '  /part [ROOM]           Leaves a room.',
        '  /quit [TEXT]           Leaves the chat.',
        '  /rooms [PREFIX]        Lists the rooms.',
        '  /who [ROOM]            Lists the people in a room.',
        '  Anything else is said in the room. Begin with // to say a line with a slash.',
      ].join('\n'),
    ]);
  });

  test.each([
    ['/dance', '! There is no command /dance. Try /help.'],
    ['/Dance', '! There is no command /dance. Try /help.'],
    ['/', '! There is no command /. Try /help.'],
    ['/msg bob', '! Try /msg NICK TEXT.'],
    ['/msg bob hi', '! There is no bob here.'],
    ['/nick a b', '! A nick has no spaces, no control characters and no characters that cannot be seen.'],
    ['/who nowhere', '! There is no such room.'],
    ['/me', '! The message is empty.'],
    ['\u001b[2J', '! The message has control characters.'],
  ])('%j is answered with what is wrong', async (line, answer) => {
    const ann = await textPeerNamed(await openWorld(), 'ann');
    await ann.reads();
    expect(await ann.types(line)).toEqual([answer]);
  });

  test('bytes are not understood, and too many of them close the connection', async () => {
    const world = await openWorld({ limits: { faults: 2 } });
    const ann = await textPeerNamed(world, 'ann');
    await ann.reads();
    ann.wire.send(Uint8Array.of(1));
    ann.wire.send(Uint8Array.of(2));
    expect(await ann.reads()).toEqual([
      '! Only text is understood here.',
      '! Only text is understood here.',
      '! Too many frames that are not commands.',
    ]);
  });
});
