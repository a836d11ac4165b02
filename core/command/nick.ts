import type { HubInternals } from '../hub-internals.js';
import { nickName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { text } from './fields.js';

/** `nick`: from now on I am called so, on all my devices. */
export const nick = (core: HubInternals): Command<string> => ({
  name: 'nick',
  summary: 'Changes your nick.',
  parse: (fields) => nickName(text(fields, 'nick'), core.limits),
  async run(wish, session) {
    const { user } = session;
    if (user === undefined || user.nick === wish) return { nick: wish };
    const was = user.nick;
    const allowed = await core.gates.run('rename', { nick: wish, was }, session);
    if (allowed instanceof Refusal) return allowed;
    core.registry.rename(user, nickName(allowed.nick, core.limits));
    core.membership.renamed(session as LiveSession, user, was);
    return { nick: user.nick };
  },
  slash: {
    name: 'nick',
    usage: 'NICK',
    fields: (typed) => ({ nick: typed }),
    answer: ({ nick: name }) => `You are now ${String(name)}.`,
  },
});
