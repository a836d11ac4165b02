import { signal } from '@preact/signals';
import { createOperatorApi, type Fault, type OperatorApi } from './api.js';
import { clearOverview, watchOverview } from './overview.js';
import { backoff } from './polling.js';

const KEY = 'partyline.operator';

/** Loads this tab's token. */
export function loadToken(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Saves the token in session storage; `undefined` removes it. */
function saveToken(token: string | undefined): void {
  try {
    if (token === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // Without storage, a reload asks for the token again.
  }
}

/** Takes the token from the URL fragment, as in `/console#token=…`, and removes it from the URL. */
export function takeTokenFromUrl(): string | undefined {
  if (!location.hash.includes('token=')) return undefined;
  const fields = new URLSearchParams(location.hash.slice(1));
  const token = fields.get('token') ?? '';
  history.replaceState(null, '', location.pathname + location.search);
  return token === '' ? undefined : token;
}

/** State of the sign-in. */
export type SignInState =
  | { readonly name: 'signedIn'; readonly api: OperatorApi }
  | { readonly name: 'signingIn' }
  /** `fault`: why. `until`: earliest next attempt by `performance.now()`; made automatically if `isRetrying`. */
  | { readonly name: 'signedOut'; readonly fault?: Fault; readonly until?: number; readonly isRetrying?: boolean };

export const signInState = signal<SignInState>({ name: 'signedOut' });

const base = new URL('./', location.href);
base.hash = '';
base.search = '';

/** Number of the current sign-in: an older one gives up. */
let latest = 0;

/** Signs in with a token. Retries while the gateway is not reachable. */
export async function signIn(token: string): Promise<void> {
  latest++;
  const current = latest;
  for (let failures = 1; current === latest; failures++) {
    const fault = await attemptSignIn(token, current);
    if (fault === undefined || current !== latest) return;
    const wait = fault.retryMs ?? backoff(failures);
    const until = performance.now() + wait;
    const isRetrying = fault.status === undefined || fault.status >= 500;
    if (!isRetrying) {
      signInState.value = { name: 'signedOut', fault, ...(fault.retryMs !== undefined && { until }) };
      return;
    }
    signInState.value = { name: 'signedOut', fault, isRetrying, until };
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/**
 * Signs out and removes the token.
 *
 * @param fault why, if it was not the operator's choice
 */
export function signOut(fault?: Fault): void {
  latest++;
  saveToken(undefined);
  clearOverview();
  signInState.value = fault === undefined ? { name: 'signedOut' } : { name: 'signedOut', fault };
}

async function attemptSignIn(token: string, current: number): Promise<Fault | undefined> {
  signInState.value = { name: 'signingIn' };
  const api = createOperatorApi({ base: base.href, token });
  const { value, fault } = await api.query('overview');
  if (fault !== undefined || current !== latest) return fault;
  saveToken(token);
  watchOverview(api, value, () =>
    signOut({ code: 'CONSOLE_TOKEN_OVER', text: 'The token is no longer valid.', status: 401 }),
  );
  signInState.value = { name: 'signedIn', api };
  return undefined;
}

/**
 * Returns the API of the signed-in operator.
 *
 * @throws TypeError if signed out
 */
export function operatorApi(): OperatorApi {
  const state = signInState.peek();
  if (state.name !== 'signedIn') throw new TypeError('operatorApi() needs a signed-in operator.');
  return state.api;
}
