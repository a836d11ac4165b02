import type { Floor } from './exchange/floor.js';
import type { Completion } from './finish/completion.js';
import type { Ground } from './ground.js';
import type { Tickets } from './tickets.js';

/** What the commands share. */
export interface Parts extends Ground {
  readonly floor: Floor;
  readonly completion: Completion;
  readonly tickets: Tickets;
}
