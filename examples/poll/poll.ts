import type { Plugin, Session } from 'partyline';
import { type Book, createBook } from './book.js';
import { addCommands } from './commands.js';
import { type PollLimits, pollLimits } from './limits.js';
import { createShow, pollEvent } from './show.js';

/** What can be set on polls. */
export interface PollOptions {
  /** Changes to the defaults of the limits. Default: none. */
  readonly limits?: Partial<PollLimits>;
  /** Who may close the polls of others. Default: nobody. */
  readonly mayClose?: (session: Session, room: string) => boolean;
}

const SWEEP_MS = 30_000;
/**
 * Polls in rooms: `/poll Tea or coffee? | tea | coffee | 5m`, then `/vote 2`. Put it behind plugins that mask words: it
 * shows the words that they have left.
 * @throws TypeError for a limit that is none.
 */
export function poll({ limits: changes, mayClose = () => false }: PollOptions = {}): Plugin {
  const limits = pollLimits(changes);
  let book: Book | undefined;
  return {
    name: 'poll',
    setup(host) {
      const polls = createBook(host, limits, (standing) => changed(standing));
      const changed = createShow(host, limits.showMs, polls.standings);
      book = polls;

      addCommands(host, polls, limits, mayClose);
      host.gate('publish', (draft) => polls.asking(draft), { phase: 'last' });
      host.on('joined', (session, room) => {
        if (polls.standings(room).length === 0) return;
        // A little later: first the session is caught up with what was said, the questions of old among it.
        host.after(limits.showMs, () => {
          const open = polls.standings(room);
          if (open.length > 0 && session.rooms.includes(room)) session.send(pollEvent(room, open, host.clock.now()));
        });
      });

      // Not read here: on a reload the old instance still counts votes while the new one is set up.
      host.after(0, () => polls.ready());
      // What has failed, because the store was away for a moment, is tried anew.
      host.every(SWEEP_MS, async () => {
        await polls.ready();
        await polls.closeDue();
      });
    },
    dispose: () => book?.end(),
  };
}
