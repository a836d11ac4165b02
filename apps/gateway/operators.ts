import { timingSafeEqual } from 'node:crypto';
import {
  ChatError,
  type Clock,
  createGuessThrottle,
  type GuessOutcome,
  type GuessThrottle,
  type Logger,
  type LoginSession,
  type Plugin,
  type Refusal,
  refuse,
  type Session,
  sessionKey,
} from '../../core/index.js';

/** Where a token was sent. */
export type TokenSource = 'hello' | 'oper' | 'http';

/** The operators plugin, as other plugins use it. */
export interface Operators extends Plugin {
  /** Whether a session has shown the operator's token, at its latest login or since. */
  isOperator(session: Session): boolean;
  /** Compares a value with the operator token, without throttling. */
  matchesToken(given: unknown): boolean;
  /** Compares a value with the operator token, throttled by a {@link GuessThrottle}. */
  checkToken(given: unknown, address: string | undefined, way: TokenSource): Promise<GuessOutcome>;
}

const hasShownToken = sessionKey('operators.shown', () => false, { lifetime: 'login' });

const NAME = 'operators';
const WRONG_TOKEN = refuse('OPERATOR_TOKEN', 'Wrong operator token.');
/** Wrong tokens before login after which the connection is closed. */
const MAX_WRONG_BEFORE_LOGIN = 3;
/** Longer than the delay of a throttled answer. */
const DEADLINE_MS = 15_000;
const RETRY_MS = 1_000;
const BUSY = refuse('OPERATOR_TRIES', 'Too many attempts from your address. Try again in a second.', {
  retryMs: RETRY_MS,
});

/** Creates the throttle for operator tokens from all sources. Wrong tokens are logged with their address. */
export function createTokenThrottle(clock: Clock, logger: Logger): GuessThrottle {
  return createGuessThrottle({
    clock,
    report: ({ address, way, wrong, unreported }) =>
      logger.warn({ address, way, wrong, ...(unreported === 0 ? {} : { unreported }) }, 'wrong operator token'),
  });
}

/**
 * Makes sessions with the token operators: programs send `hello {credentials: {operator}}`, users type `/oper TOKEN`. A session
 * stays operator until its next login. Codes: `OPERATOR_TOKEN`, `OPERATOR_TRIES`.
 */
export function operators(token: string, throttle: GuessThrottle): Operators {
  const fits = (given: unknown): boolean => typeof given === 'string' && equalsInConstantTime(given, token);
  const shown: Operators['checkToken'] = (given, address, way) =>
    throttle.guess({ address, way, isRight: () => fits(given) });
  /** Wrong tokens before the login, by the session's id. */
  const wrongs = new Map<string, number>();

  return {
    name: NAME,
    isOperator: (session) => session.get(hasShownToken),
    matchesToken: fits,
    checkToken: shown,
    setup(host) {
      function refusedBeforeLogin(session: LoginSession, refusal: Refusal): Refusal {
        const wrong = (wrongs.get(session.id) ?? 0) + 1;
        wrongs.set(session.id, wrong);
        if (wrong >= MAX_WRONG_BEFORE_LOGIN || refusal === BUSY) {
          const { code, text } = BUSY;
          // After the reply, which is sent when the command is done.
          host.clock.afterTick(() => session.close({ code, text, mayReturn: refusal === BUSY }));
        }
        return refusal;
      }

      host.gate(
        'login',
        async (request, session) => {
          const given = request.credentials?.operator;
          if (given === undefined) return request;
          const outcome = await shown(given, session.info.remoteAddress, 'hello');
          if (outcome !== 'right') return refusedBeforeLogin(session, outcome === 'busy' ? BUSY : WRONG_TOKEN);
          session.set(hasShownToken, true);
          return request;
        },
        { deadlineMs: DEADLINE_MS },
      );
      host.on('closed', ({ id }) => void wrongs.delete(id));
      host.command({
        name: 'operator',
        summary: 'Makes you an operator.',
        parse({ token: given }) {
          if (typeof given === 'string') return given;
          throw new ChatError('CHAT_BAD_COMMAND', 'The field token must be a string.', { details: { field: 'token' } });
        },
        async run(given, session) {
          const outcome = await shown(given, session.info.remoteAddress, 'oper');
          if (outcome !== 'right') return outcome === 'busy' ? BUSY : WRONG_TOKEN;
          session.set(hasShownToken, true);
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

/** Compares two texts in constant time. */
function equalsInConstantTime(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
