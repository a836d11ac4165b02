import { cardFrom } from '../talk/messages.js';
import { cleanLine } from '../text/clean.js';
import { sizeOf } from '../text/format.js';
import { type Command, firstWord, Misuse, roomHere } from './command.js';
import { rowsIn } from './looking.js';

/** A transfer's number, where one was given. */
function numberIn(rest: string): number | undefined {
  if (rest === '') return undefined;
  const number = Number(rest);
  if (!Number.isSafeInteger(number) || number < 1) throw new Misuse();
  return number;
}

/** The commands about files. */
export const filing: readonly Command[] = [
  {
    name: 'send',
    usage: 'FILE',
    summary: 'Send a file to the shown room or person.',
    completes: 'path',
    async run(desk, rest) {
      if (rest === '') throw new Misuse();
      roomHere(desk);
      await desk.transfers.send(desk.talk.state.rooms.shown, rest);
    },
  },
  {
    name: 'get',
    usage: 'N or ID [PATH]',
    summary: 'Fetch a file into the current folder, or to a path.',
    async run({ talk, transfers }, rest) {
      const [name, path] = firstWord(rest);
      if (name === '') throw new Misuse();
      const card = talk.state.files.find(name);
      if (card === undefined) throw new Misuse(`There is no file ${cleanLine(name)}: /files lists them.`);
      await transfers.fetch(talk.state.rooms.shown, card, path === '' ? undefined : path);
    },
  },
  {
    name: 'files',
    usage: '',
    summary: 'List the files of the room.',
    async run(desk) {
      const { client, state } = desk.talk;
      const { files } = await client.request('file.list', { room: roomHere(desk) });
      const lines = rowsIn(files)
        .toReversed()
        .flatMap((row) => {
          const card = cardFrom(row, state.files);
          const nick = cleanLine(String((row.from as { nick?: unknown } | undefined)?.nick ?? ''));
          return card === undefined ? [] : [`${card.number}  ${card.name}  ${sizeOf(card.size)}  from ${nick}`];
        });
      state.note('plain', lines.length === 0 ? 'There are no files here.' : lines.join('\n'));
    },
  },
  {
    name: 'pause',
    usage: '[N]',
    summary: 'Let a transfer rest; without a number the newest.',
    run: ({ transfers }, rest) => transfers.pause(numberIn(rest)),
  },
  {
    name: 'resume',
    usage: '[N]',
    summary: 'Let it go on.',
    run: ({ transfers }, rest) => transfers.resume(numberIn(rest)),
  },
  {
    name: 'abort',
    usage: '[N]',
    summary: 'Give it up.',
    run: ({ transfers }, rest) => transfers.abort(numberIn(rest)),
  },
];
