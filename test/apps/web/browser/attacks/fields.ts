import { createHash } from 'node:crypto';
import { attackNames } from '../../../../heritage/support-room/attacks.js';
import type { Line } from '../../../../heritage/support-room/line.js';
import type { NativePeer } from '../../../../support/peers.js';

const bytes = '<script>parent.pwned=1;window.pwned=1</script>';

/** Sends a small file. */
async function sendFile(mallory: NativePeer, name: string, mediaType: string): Promise<void> {
  const { transfer } = await mallory.ok({ type: 'file.header', room: 'lobby', name, size: bytes.length, mediaType });
  mallory.send({ type: 'file.chunk', transfer, offset: 0, base64: Buffer.from(bytes).toString('base64') });
  await mallory.ok({ type: 'file.end', transfer, sha256: createHash('sha256').update(bytes).digest('hex') });
}

let count = 0;

/** Connects a user with all permissions who joins the lobby and sends a message. */
async function mallory(line: Line, nick = `mallory${++count}`): Promise<NativePeer> {
  const peer = await line.operator(nick);
  await peer.ok({ type: 'say', room: 'lobby', text: `I am ${nick}` });
  return peer;
}

const say = (peer: NativePeer, text: string, more: object = {}) =>
  peer.ok({ type: 'say', room: 'lobby', text, ...more });

/** Fields that clients display besides message texts, and how an attacker can fill them. */
export const fields: Readonly<Record<string, (line: Line, attack: string, nick: string) => Promise<void>>> = {
  'a nick': async (line, _attack, nick) => {
    await mallory(line, nick);
  },
  'a new nick': async (line, _attack, nick) => {
    const peer = await mallory(line);
    await peer.ok({ type: 'nick', nick });
  },
  'an action': async (line, attack) => {
    await say(await mallory(line), attack, { kind: 'action' });
  },
  'an edited message': async (line, attack) => {
    const peer = await mallory(line);
    await peer.ok({ type: 'edit', room: 'lobby', text: attack });
  },
  'a reaction': async (line, attack) => {
    const peer = await mallory(line);
    await peer.ask({ type: 'react', room: 'lobby', emoji: attack });
    await peer.ok({ type: 'react', room: 'lobby', emoji: ':script:' });
  },
  'a topic': async (line, attack) => {
    const peer = await mallory(line);
    await peer.ask({ type: 'room.topic', room: 'lobby', topic: attack.replaceAll('\n', ' ') });
  },
  'the reason of a kick': async (line, attack, nick) => {
    const peer = await mallory(line);
    await line.program(nick);
    await peer.ask({ type: 'room.kick', room: 'lobby', nick, reason: attack.replaceAll('\n', ' ').slice(0, 200) });
  },
  'last words': async (line, attack) => {
    const peer = await line.program(`mallory${++count}`);
    peer.send({ type: 'quit', text: attack });
    await peer.over;
  },
  'a direct message': async (line, attack) => {
    const peer = await mallory(line);
    await peer.ok({ type: 'tell', to: 'ann', text: attack });
  },
  'who writes': async (line, _attack, nick) => {
    const peer = await mallory(line, nick);
    await peer.ok({ type: 'typing', room: 'lobby', on: true });
  },
  'what a reply is to': async (line, attack) => {
    const peer = await mallory(line);
    await say(peer, 'a reply', {
      data: { reply: { epoch: attack, offset: 1, id: attack, nick: attack, text: attack } },
    });
    await say(peer, 'another reply', { data: { reply: { epoch: 7, offset: attack, id: { toString: attack } } } });
  },
  'what goes beside a text': async (line, attack) => {
    const peer = await mallory(line);
    const file = { file: attack, url: 'javascript:pwned=1', name: attack, size: attack, type: attack, sha256: attack };
    await say(peer, 'beside', { data: { ...file, file } });
    await peer.ask({ type: 'say', room: 'lobby', text: 'forged', kind: 'file', data: file });
  },
  'the name and type of a file': async (line, attack) => {
    const peer = await mallory(line);
    await sendFile(peer, attack.replace(/[/\\\n]/g, '_').slice(0, 100), 'text/html');
  },
  'a picture that is none': async (line) => {
    const peer = await mallory(line);
    await sendFile(peer, 'picture.svg', 'image/svg+xml');
    await sendFile(peer, 'picture.png', 'image/png');
  },
  'what the server says': async (line, attack, nick) => {
    await mallory(line);
    await line.gateway.hub.chat.say({ room: 'lobby', text: attack, nick });
  },
};

/** Room names with attacks. */
export const rooms: readonly string[] = Object.values(attackNames).map((name) => name.replace(/^[#@/:]/, ''));
