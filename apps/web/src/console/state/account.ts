import { signal } from '@preact/signals';
import { backoff, createOperatorApi, type Fault, type OperatorApi } from '../desk/index.js';
import { clearOverview, watchOverview } from './overview.js';
import { saveToken } from './token.js';

/** Whether an operator has signed in. */
export type Account =
  | { readonly name: 'in'; readonly desk: OperatorApi }
  | { readonly name: 'trying' }
  /** With a fault: why not. `until`: before that it makes no sense to try; `again`: then it is tried by itself. */
  | { readonly name: 'out'; readonly fault?: Fault; readonly until?: number; readonly again?: boolean };

/** Whether an operator has signed in. */
export const account = signal<Account>({ name: 'out' });

const base = new URL('./', location.href);
base.hash = '';
base.search = '';

let attempt = 0;

/** Signs in with a token. Where the gateway is away it is tried again and again, until something else is. */
export async function signIn(token: string): Promise<void> {
  attempt++;
  const mine = attempt;
  for (let failed = 1; mine === attempt; failed++) {
    const fault = await attemptSignIn(token, mine);
    if (fault === undefined || mine !== attempt) return;
    const wait = fault.retryMs ?? backoff(failed);
    const again = fault.status === undefined || fault.status >= 500;
    if (!again) {
      account.value = { name: 'out', fault, ...(fault.retryMs !== undefined && { until: Date.now() + wait }) };
      return;
    }
    account.value = { name: 'out', fault, again, until: Date.now() + wait };
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Forgets the token. A fault says why, where it was not the operator's wish. */
export function signOut(fault?: Fault): void {
  attempt++;
  saveToken(undefined);
  clearOverview();
  account.value = fault === undefined ? { name: 'out' } : { name: 'out', fault };
}

async function attemptSignIn(token: string, mine: number): Promise<Fault | undefined> {
  account.value = { name: 'trying' };
  const desk = createOperatorApi({ base: base.href, token });
  const { value, fault } = await desk.query('overview');
  if (fault !== undefined || mine !== attempt) return fault;
  saveToken(token);
  watchOverview(desk, value, () =>
    signOut({ code: 'CONSOLE_TOKEN_OVER', text: 'The token is not valid any more.', status: 401 }),
  );
  account.value = { name: 'in', desk };
  return undefined;
}
