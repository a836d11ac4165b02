const PREFIX = '/operator/';

/** What a request asks the operator's desk for. */
export interface Asked {
  /** What is behind `/operator/`. */
  readonly what: string;
  readonly query: URLSearchParams;
}

/** What a request's target asks the desk for; `undefined`: it is not the desk's. */
export function askedOf(target = '/'): Asked | undefined {
  const [path = '/', ...rest] = target.split('?');
  if (!path.startsWith(PREFIX)) return undefined;
  return { what: path.slice(PREFIX.length), query: new URLSearchParams(rest.join('?')) };
}
