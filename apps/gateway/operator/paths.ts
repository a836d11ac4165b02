const PREFIX = '/operator/';

/** What a request asks the operator's desk for. */
export interface OperatorRequest {
  /** What is behind `/operator/`. */
  readonly route: string;
  readonly query: URLSearchParams;
}

/** What a request's target asks the desk for; `undefined`: it is not the desk's. */
export function parseOperatorRequest(target = '/'): OperatorRequest | undefined {
  const [path = '/', ...rest] = target.split('?');
  if (!path.startsWith(PREFIX)) return undefined;
  return { route: path.slice(PREFIX.length), query: new URLSearchParams(rest.join('?')) };
}
