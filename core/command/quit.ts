import type { HubInternals } from '../hub-internals.js';
import { Refusal } from '../message/refusal.js';
import { messageText } from '../message/text.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalText } from './fields.js';

/** `quit`: out of every room, with a last word if there is one, and the connection closes after the reply. */
export const quit = (core: HubInternals): Command<string | undefined> => ({
  name: 'quit',
  summary: 'Leaves the chat.',
  beforeLogin: true,
  parse(fields) {
    const words = optionalText(fields, 'text', 300);
    return words === undefined || words === '' ? undefined : messageText(words, core.limits);
  },
  async run(words, session) {
    const said = words === undefined ? undefined : await core.gates.run('farewell', { text: words }, session);
    const last = said === undefined || said instanceof Refusal ? undefined : said.text;
    core.resumption.disable(session as LiveSession);
    core.membership.leaveAll(session as LiveSession, last);
    // After the reply, which is sent when this has returned.
    core.clock.afterTick(() => session.close({ code: 'bye', text: 'Goodbye.' }));
    return {};
  },
  slash: { name: 'quit', usage: '[TEXT]', fields: (typed) => ({ text: typed }) },
});
