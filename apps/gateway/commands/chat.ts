import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { chat as chatOnTerminal, DEFAULT_ADDRESS, readAddress } from '../../terminal/index.js';
import { readPackageInfo } from '../package-info.js';
import { formatCommandHelp, parseArguments } from './arguments.js';
import { type Command, EXIT, print, printError } from './command.js';

const options = {
  nick: { placeholder: 'NICK', help: 'What you want to be called. [your name on this machine]' },
  room: { placeholder: 'ROOM', help: 'A room to go into; may be given several times. [lobby]' },
  plain: { help: 'Lines in, lines out, also on a terminal. Into and out of pipes it is so anyway.' },
} as const;

const NOTES = `URL is ws://, wss://, http://, https:// or tcp://HOST:PORT, HOST, or HOST:PORT. [${DEFAULT_ADDRESS}]

  echo hello | partyline chat --nick bot --room lobby

says it and ends. Exit codes: 0 all went well, 1 no connection or refused, 2 wrong use. Once inside, /help lists the commands.
`;

/** `chat`: a client for people, on a terminal. */
export const chat: Command = {
  usage: 'chat [URL] [options]',
  summary: 'Chats on this terminal: full screen, or line by line into and out of pipes.',
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
      ...(address === undefined ? [`there is no such address as ${JSON.stringify(url)}: try ${DEFAULT_ADDRESS}`] : []),
      ...(others.length > 0 ? ['one address is enough.'] : []),
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

/** All of them, in the order in which they were given. */
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

/** What the user is called on this machine, where that can be a nick. */
function systemUserName(): string | undefined {
  try {
    const { username } = userInfo();
    return /^[\p{L}\p{N}_.-]{1,32}$/u.test(username) ? username : undefined;
  } catch {
    // A user without a name.
    return undefined;
  }
}
