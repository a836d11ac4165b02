import type { HubInternals } from '../hub-internals.js';
import { hello } from './hello.js';
import { join } from './join.js';
import { leave } from './leave.js';
import { nick } from './nick.js';
import { ping } from './ping.js';
import { quit } from './quit.js';
import { rooms } from './rooms.js';
import { say } from './say.js';
import type { CommandTable } from './table.js';
import { tell } from './tell.js';
import { typing } from './typing.js';
import { who } from './who.js';

/** The core's own commands: one file, one line. */
export function addBuiltIn(table: CommandTable, core: HubInternals): void {
  table.add(hello(core));
  table.add(nick(core));
  table.add(join(core));
  table.add(leave(core));
  table.add(say(core));
  table.add(tell(core));
  table.add(typing(core));
  table.add(who(core));
  table.add(rooms(core));
  table.add(ping(core));
  table.add(quit(core));
}
