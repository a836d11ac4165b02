import { describe, expect, test } from 'vitest';
import { type TextPeer, textPeerNamed } from '../../support/text-peer.js';
import { openHouse } from './support/house.js';

/** Ann at a terminal in her room `dev`, where bob is too. */
async function desk() {
  const house = await openHouse();
  const ann = await textPeerNamed(house.world, 'ann');
  const read = async (peer: TextPeer, line: string) => (await peer.types(line)).map(String);
  const types = (line: string) => read(ann, line);
  await types('/join dev');
  const bob = await textPeerNamed(house.world, 'bob');
  await bob.types('/join dev');
  await ann.reads();
  return { ...house, ann, bob, types, reads: async (peer: TextPeer) => (await peer.reads()).map(String) };
}

describe('a person types', () => {
  test('a topic, and everybody reads it', async () => {
    const { types, bob, reads } = await desk();
    expect(await types('/topic Tea at five')).toEqual(['-- #dev ann set the topic: Tea at five']);
    expect(await reads(bob)).toContain('-- #dev ann set the topic: Tea at five');
    expect(await types('/topic')).toEqual(['-- The topic is: Tea at five']);
    expect(await types('/topic -')).toEqual(['-- #dev ann took the topic away']);
    expect(await types('/topic')).toEqual(['-- There is no topic.']);
  });

  test('a ban with a time and a reason', async () => {
    const { types, bob, reads } = await desk();
    expect(await types('/ban bob 2h spamming all day')).toEqual([
      '-- #dev ann banned bob for 2h: spamming all day',
      '* #dev bob left (banned by ann: spamming all day)',
      '-- Done.',
    ]);
    await reads(bob);
    expect((await bob.types('/join dev')).map(String)).toEqual(['! You are banned from #dev for 2h: spamming all day']);
  });

  test('a ban without either, and lifts it by its number', async () => {
    const { types } = await desk();
    await types('/ban bob');
    const [line = ''] = await types('/bans');
    expect(line).toMatch(/^-- :\d+ bob, by ann$/);
    expect(await types(`/unban ${line.split(' ')[1]}`)).toEqual(['-- #dev ann lifted the ban of bob', '-- Done.']);
    expect(await types('/bans')).toEqual(['-- Nobody is banned.']);
  });

  test('a mute, and lifts it by the nick', async () => {
    const { world, types } = await desk();
    await types('/mute bob 90s');
    await world.pass(30_000);
    expect(await types('/mutes')).toEqual([expect.stringMatching(/^-- :\d+ bob, 1m left, by ann$/)]);
    expect(await types('/unmute BOB')).toEqual(['-- #dev ann unmuted bob', '-- Done.']);
    expect(await types('/mutes')).toEqual(['-- Nobody is muted.']);
  });

  test('a kick with a reason', async () => {
    const { types, bob, reads } = await desk();
    await types('/kick bob good night');
    expect(await reads(bob)).toContain('-- #dev ann kicked bob: good night');
  });

  test('a room before the nick, when they are looking at another one', async () => {
    const { types } = await desk();
    await types('/join lobby');
    expect(await types('/mute #dev bob')).toEqual(['-- #dev ann muted bob', '-- Done.']);
    expect(await types('/mute bob')).toEqual(['! Only moderators of #lobby may do that.']);
    expect(await types('/ban * bob')).toEqual(['! Only operators may do that.']);
  });

  test('a role', async () => {
    const { types } = await desk();
    expect(await types('/role bob Moderator')).toEqual(['-- #dev ann made bob a moderator', '-- Done.']);
    const lines = [
      '#dev: no topic',
      'Everybody may come in.',
      'Its owner is ann.',
      'Moderators: bob.',
      'You are the owner here.',
    ];
    expect(await types('/info')).toEqual([`-- ${lines.join('\n  ')}`]);
  });

  test('slow mode', async () => {
    const { types } = await desk();
    expect(await types('/slow 1m30s')).toEqual(['-- #dev ann set slow mode: one message in 1m30s', '-- Done.']);
    expect(await types('/slow off')).toEqual(['-- #dev ann ended slow mode', '-- Done.']);
  });

  test('a lock and an invitation', async () => {
    const { types, bob, reads } = await desk();
    await bob.types('/part dev');
    expect(await types('/lock invite')).toEqual(expect.arrayContaining(['-- #dev ann made the room invite-only']));
    await types('/invite bob 10m');
    expect(await reads(bob)).toContain('-- #dev ann invites you: /join dev');
    expect(await types('/uninvite bob')).toContain('-- #dev ann took back the invitation of bob');
    expect(await types('/lock open')).toContain('-- #dev ann opened the room to everybody');
  });

  test('the log', async () => {
    const { types } = await desk();
    expect(await types('/audit')).toEqual(['-- Nothing was done.']);
    await types('/mute bob');
    expect(await types('/audit')).toEqual(['-- 1970-01-01T00:16Z ann muted bob']);
  });

  test('an address', async () => {
    const { world, types } = await desk();
    const op = await textPeerNamed(world, 'op');
    await types('/help');
    expect(await types('/ban-ip 192.0.2.0/24')).toEqual(['! Only operators may name addresses.']);
    expect((await op.types('/ban-ip #dev 192.0.2.7/24 1d')).map(String)).toEqual(['-- Done.']);
    expect((await op.types('/bans #dev')).map(String)).toEqual([
      expect.stringMatching(/^-- :\d+ 192\.0\.2\.0\/24, 1d left, by op$/),
    ]);
    expect(await types('/bans')).toEqual([
      '-- #dev op banned an address for 1d',
      expect.stringMatching(/^-- :\d+ an address, 1d left, by op$/),
    ]);
    expect(await types('/ban-ip bob')).toEqual(['! It is not known from where bob comes.']);
  });
});

describe('whoever types nonsense is told how it is typed', () => {
  test.each([
    ['/ban', '! Try /ban [#ROOM] NICK [TIME] [REASON], as in /ban bob 2h spamming.'],
    ['/mute #dev', '! Try /mute [#ROOM] NICK [TIME] [REASON], as in /mute bob 2h spamming.'],
    ['/ban bob 2y', '! 2y is not a time. Try 30s, 10m, 2h or 7d.'],
    ['/ban bob 10', '! 10 is not a time. Try 30s, 10m, 2h or 7d.'],
    ['/ban-ip', '! Try /ban-ip [#ROOM] NICK|ADDRESS [TIME] [REASON].'],
    ['/unban', '! Try /unban [#ROOM] NICK, or :NUMBER as in /bans.'],
    ['/kick', '! Try /kick [#ROOM] NICK [REASON].'],
    ['/role bob', '! Try /role [#ROOM] NICK owner, moderator or member.'],
    ['/role bob king', '! The field role must be one of owner, moderator, member.'],
    ['/slow', '! Try /slow [#ROOM] TIME, as in /slow 10s, or /slow off.'],
    ['/slow 7h', '! The field seconds must be a whole number from 0 to 21600.'],
    ['/lock', '! Try /lock open, /lock invite, /lock password PASSWORD or /lock newcomers 10m.'],
    ['/lock password', '! Try /lock open, /lock invite, /lock password PASSWORD or /lock newcomers 10m.'],
    ['/invite', '! Try /invite [#ROOM] NICK [TIME].'],
    ['/uninvite', '! Try /uninvite [#ROOM] NICK.'],
  ])('%s', async (line, answer) => {
    const { types, acts } = await desk();
    expect(await types(line)).toEqual([answer]);
    expect(acts).toEqual([]);
  });

  test('and finds every command in the help', async () => {
    const { types } = await desk();
    const help = (await types('/help')).join('\n');
    const names = [
      'audit',
      'ban',
      'ban-ip',
      'bans',
      'info',
      'invite',
      'kick',
      'lock',
      'mute',
      'mutes',
      'role',
      'slow',
      'topic',
    ];
    for (const name of [...names, 'unban', 'uninvite', 'unmute']) expect(help).toMatch(new RegExp(`^  /${name} `, 'm'));
  });
});
