import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { chat as chatOnTerminal, DEFAULT_ADDRESS, readAddress } from '../../terminal/index.js';
import { readPackageInfo } from '../package-info.js';
import { formatCommandHelp, parseArguments } from './arguments.js';
import { type Command, EXIT, print, printError } from './command.js';

const options = {
  nick: { placeholder: 'NICK', help: 'Your nick. [your user name on this machine]' },
  room: { placeholder: 'ROOM', help: 'A room to join. Can be given several times. [lobby]' },
  plain: { help: 'Plain lines instead of full screen. Always used with pipes.' },
} as const;

const NOTES = `URL is ws://, wss://, http://, https:// or tcp://HOST:PORT, HOST, or HOST:PORT. [${DEFAULT_ADDRESS}]

  echo hello | partyline chat --nick bot --room lobby

sends the line and exits. Exit codes: 0 success, 1 no connection or refused, 2 wrong usage. In the chat, /help lists the commands.
`;

/** `chat`: the terminal client. */
export const chat: Command = {
  usage: 'chat [URL] [options]',
  summary: 'Chats in this terminal: full screen, or line by line with pipes.',
  async run({ args }) {
    const { values, switches, positionals: words, problems, help } = parseArguments('chat', args, options);
    if (help) {
      print(`${formatCommandHelp(chat, options)}\n${NOTES}`);
      return EXIT.ok;
    }
    const [url = DEFAULT_ADDRESS, ...others] = words;
    const address = readAddress(url);
    const wrong = [
      ...problems,
      ...(address === undefined ? [`Invalid address ${JSON.stringify(url)}. Try ${DEFAULT_ADDRESS}.`] : []),
      ...(others.length > 0 ? ['Only one address can be given.'] : []),
    ];
    for (const problem of wrong) printError(problem);
    if (address === undefined || wrong.length > 0) return EXIT.usage;
    const rooms = readRooms(args);
    const nick = values.nick ?? systemUserName();
    const plain = switches.has('plain');
    const isFine = await chatOnTerminal({ address, nick, plain, version: readPackageInfo().version, rooms });
    return isFine ? EXIT.ok : EXIT.failed;
  },
};

/** Reads all `--room` options, in order. */
function readRooms(args: readonly string[]): readonly string[] {
  const { room } = parseArgs({
    args: [...args],
    options: {
      room: { type: 'string', multiple: true },
      nick: { type: 'string' },
      plain: { type: 'boolean' },
    },
    allowPositionals: true,
    strict: false,
  }).values;
  const rooms = Array.isArray(room) ? room.filter((name) => typeof name === 'string') : [];
  return rooms.length === 0 ? ['lobby'] : rooms;
}

/** Returns the system user name, if it is a valid nick. */
function systemUserName(): string | undefined {
  try {
    const { username } = userInfo();
    return /^[\p{L}\p{N}_.-]{1,32}$/u.test(username) ? username : undefined;
  } catch {
    // A user without a name.
    return undefined;
  }
}
