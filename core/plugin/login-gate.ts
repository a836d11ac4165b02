import { type Awaitable, isPromise } from '../awaitable.js';
import type { Refusal } from '../message/refusal.js';
import { type After, LoginHandle } from '../session/login.js';
import type { Gate, LoginRequest } from './gates.js';

type LoginStage = 'connect' | 'login';

/** Whether the session that a stage's gates get stands for a login. */
export function isLoginStage(stage: string): stage is LoginStage {
  return stage === 'connect' || stage === 'login';
}

/**
 * A gate of the stages `connect` and `login`, whose timers are its plugin's.
 * @param after The plugin's timers.
 */
export function loginGate<S extends LoginStage>(stage: S, gate: Gate<S>, after: After): Gate<S> {
  type Decided = Awaited<ReturnType<Gate<S>>>;
  const checked = (decided: Decided): Decided => {
    if (stage === 'login') checkExpiry(decided as LoginRequest | Refusal);
    return decided;
  };
  return (request, session) => {
    const own = session instanceof LoginHandle ? new LoginHandle(session.login, after) : session;
    const decided = gate(request, own as Parameters<Gate<S>>[1]) as Awaitable<Decided>;
    return isPromise(decided) ? Promise.resolve(decided).then(checked) : checked(decided);
  };
}

/** @throws TypeError for a time of expiry that is no time. */
function checkExpiry(decided: LoginRequest | Refusal | undefined): void {
  const expiresAt = decided !== undefined && decided !== null && 'expiresAt' in decided ? decided.expiresAt : undefined;
  if (expiresAt === undefined || Number.isFinite(expiresAt)) return;
  throw new TypeError(`expiresAt must be a number of milliseconds since the Unix epoch, not ${String(expiresAt)}.`);
}
