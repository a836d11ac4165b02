import { timingSafeEqual } from 'node:crypto';
import { ChatError, type Plugin, refuse, type Session, sessionKey } from '../../core/index.js';

/** Who runs the place, as other plugins want to know it. */
export interface Operators extends Plugin {
  /** Whether a session has shown the operator's token. */
  isOperator(session: Session): boolean;
  /** Whether something is the operator's token. */
  fits(given: unknown): boolean;
}

const shown = sessionKey('operators.shown', () => false, { lifetime: 'login' });

const NAME = 'operators';
const WRONG = refuse('OPERATOR_TOKEN', 'That is not the operator’s token.');

/**
 * Makes operators of those who show the token: programs with `hello {credentials: {operator}}`, people with `/oper TOKEN`.
 * Code: `OPERATOR_TOKEN`.
 */
export function operators(token: string): Operators {
  const fits = (given: unknown): boolean => typeof given === 'string' && isSame(given, token);

  return {
    name: NAME,
    isOperator: (session) => session.get(shown),
    fits,
    setup(host) {
      host.gate('login', (request, session) => {
        const given = request.credentials?.operator;
        if (given === undefined) return request;
        if (!fits(given)) return WRONG;
        session.set(shown, true);
        return request;
      });
      host.command({
        name: 'operator',
        summary: 'Makes you an operator.',
        parse({ token: given }) {
          if (typeof given === 'string') return given;
          throw new ChatError('CHAT_BAD_COMMAND', 'The field token must be a text.', { details: { field: 'token' } });
        },
        run(given, session) {
          if (!fits(given)) return WRONG;
          session.set(shown, true);
          return { operator: true };
        },
        slash: {
          name: 'oper',
          usage: 'TOKEN',
          fields: (typed) => ({ token: typed }),
          answer: () => 'You are an operator.',
        },
      });
    },
  };
}

/** Takes as long wherever the two differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
