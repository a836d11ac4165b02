import { cleanLine } from '../text/clean.js';
import { type Command, Misuse, roomHere } from './command.js';

/** The commands that change what was said, and what a room is about. */
export const changing: readonly Command[] = [
  {
    name: 'edit',
    usage: 'TEXT',
    summary: 'Write your last message here anew.',
    async run(desk, rest) {
      if (rest === '') throw new Misuse();
      await desk.talk.client.request('edit', { room: roomHere(desk), text: rest });
    },
  },
  {
    name: 'delete',
    usage: '',
    summary: 'Delete your last message here.',
    async run(desk) {
      await desk.talk.client.request('delete', { room: roomHere(desk) });
    },
  },
  {
    name: 'react',
    usage: 'EMOJI or -EMOJI',
    summary: 'Put an emoji on the last message here, or take it back.',
    async run(desk, rest) {
      const emoji = rest.replace(/^-/, '');
      if (emoji === '') throw new Misuse();
      await desk.talk.client.request('react', { room: roomHere(desk), emoji, on: !rest.startsWith('-') });
    },
  },
  {
    name: 'topic',
    usage: '[TEXT]',
    summary: 'Say what the room is about, or set it; - takes it away.',
    async run(desk, rest) {
      const { client, state } = desk.talk;
      const wanted = rest === '' ? {} : { topic: rest === '-' ? '' : rest };
      const { topic } = await client.request('room.topic', { room: roomHere(desk), ...wanted });
      if (rest !== '') return;
      const text =
        typeof topic === 'string' && topic !== '' ? `The topic is: ${cleanLine(topic)}` : 'There is no topic.';
      state.note('plain', text);
    },
  },
];
