const PREFIX = '/operator/';

/** The path of a request's target, without what is behind the `?`. */
export function pathOf(target: string | undefined): string {
  return target?.split('?', 1)[0] ?? '/';
}

/** Whether a path is the operator's desk's. */
export function isOperatorPath(path: string): boolean {
  return path.startsWith(PREFIX);
}
