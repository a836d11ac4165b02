import type { Core } from '../core.js';
import { messageText } from '../message/text.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalText } from './fields.js';

/** `quit`: out of every room, with a last word if there is one, and the connection closes after the reply. */
export const quit = (core: Core): Command<string | undefined> => ({
  name: 'quit',
  summary: 'Leaves the chat.',
  beforeLogin: true,
  parse(fields) {
    const words = optionalText(fields, 'text', 300);
    return words === undefined || words === '' ? undefined : messageText(words, core.limits);
  },
  run(words, session) {
    core.resumption.disable(session as LiveSession);
    core.membership.leaveAll(session as LiveSession, words);
    // After the reply, which is sent when this has returned.
    core.clock.turn(() => session.close({ code: 'bye', text: 'Goodbye.' }));
    return {};
  },
  slash: { name: 'quit', usage: '[TEXT]', fields: (typed) => ({ text: typed }) },
});
