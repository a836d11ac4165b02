import type { Command } from './command.js';

/** The commands about the program itself, but for help. */
export const program: readonly Command[] = [
  {
    name: 'more',
    usage: '',
    summary: 'Show the long messages of the shown room in full, or fold them again.',
    run({ talk }) {
      const { shown } = talk.state.rooms;
      shown.unfolded = !shown.unfolded;
      talk.state.changed();
    },
  },
  {
    name: 'clear',
    usage: '',
    summary: 'Clear the shown room; Page Up brings the messages back.',
    run({ talk }) {
      const { shown } = talk.state.rooms;
      shown.log.clear();
      shown.anchor = undefined;
      shown.firstNew = undefined;
      shown.older.from = undefined;
      shown.older.more = shown.kind !== 'home';
      talk.state.changed();
    },
  },
  {
    name: 'reconnect',
    usage: '',
    summary: 'Try to connect at once.',
    run({ talk: { client } }) {
      if (client.state === 'stopped') client.connect();
      else client.hurry();
    },
  },
  {
    name: 'quit',
    usage: '[TEXT]',
    summary: 'Say goodbye and end.',
    run: ({ quit }, rest) => quit(rest === '' ? undefined : rest),
  },
];
