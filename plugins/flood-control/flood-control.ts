import type { Plugin } from '../../core/index.js';
import type { Ask } from './account.js';
import { createControl } from './control.js';
import { type FloodControlOptions, settingsOf } from './options.js';

const SWEEP_MS = 60_000;
/** What timers may be late. */
const LATE_MS = 5_000;

const oneMessage: Ask = { commands: 0, messages: 1, bytes: 0 };
const oneCommand: Ask = { commands: 1, messages: 0, bytes: 0 };

/**
 * Keeps anybody from sending too much, by session and by address: commands, messages and bytes. Over a limit they wait, and
 * nobody else does; beyond that they are refused with `FLOOD_COMMANDS`, `FLOOD_MESSAGES` or `FLOOD_BYTES`, which may be tried
 * again after `retryMs` (in the details); whoever does not care is closed with `FLOOD`, and kept out for a while.
 *
 * Large answers cost more than the command: one more for every `answerBytes` that they have.
 *
 * A message that is sent again with its key is not counted as a message again, what plugins say is not counted at all, nor
 * are commands with limits of their own. What it does is told in the event `flooded`.
 * @throws TypeError for options that make no sense.
 */
export function floodControl(options: FloodControlOptions = {}): Plugin {
  const settings = settingsOf(options);
  let giveUp = (): void => {};

  return {
    name: 'flood-control',
    setup(host) {
      const control = createControl(settings, host);
      giveUp = control.giveUp;
      // Before what others do with it: what is refused shall cost them nothing.
      const how = { phase: 'first', deadlineMs: settings.slowMs + LATE_MS } as const;
      // One for all commands, since it is looked at before the next one comes.
      const command = { commands: 1, messages: 0, bytes: 0 };

      host.gate(
        'connect',
        (request, session) => control.barred(session) ?? control.admit(request, session, oneCommand),
        how,
      );
      host.gate(
        'command',
        (request, session) => {
          if (request.paced) return request;
          command.bytes = request.bytes;
          return control.admit(request, session, command);
        },
        how,
      );
      host.gate(
        'publish',
        (draft, session) => (session.info.transport === 'plugin' ? draft : control.admit(draft, session, oneMessage)),
        how,
      );
      // What makes no sense is no command, and is answered all the same.
      host.on('refused', ({ session, what }) => {
        if (what === 'frame') control.count(session, oneCommand);
      });
      // Known only when it is done: the next commands wait until it is paid for.
      const answer = { commands: 0, messages: 0, bytes: 0 };
      host.on('answered', (session, bytes) => {
        answer.commands = Math.floor(bytes / settings.answerBytes);
        if (answer.commands > 0) control.count(session, answer);
      });
      host.on('closed', control.ended);
      // Whoever waits would hold up the end.
      host.on('draining', control.giveUp);
      host.every(SWEEP_MS, control.sweep);
    },
    dispose: () => giveUp(),
  };
}
