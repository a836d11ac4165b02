const KEY = 'partyline.operator';

/** The token of this tab; `undefined` where there is none, or the browser keeps nothing. */
export function loadToken(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the token for as long as this tab lives, and nowhere else; `undefined` forgets it. */
export function saveToken(token: string | undefined): void {
  try {
    if (token === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // Then it is asked for again after a reload.
  }
}

/** The token in the address's fragment, as in `/console#token=…`. It is taken out, so that nobody reads or shares it. */
export function tokenInAddress(): string | undefined {
  if (!location.hash.includes('token=')) return undefined;
  const fields = new URLSearchParams(location.hash.slice(1));
  const token = fields.get('token') ?? '';
  history.replaceState(null, '', location.pathname + location.search);
  return token === '' ? undefined : token;
}
