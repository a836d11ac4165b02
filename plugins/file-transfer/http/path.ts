/** What a path leads to: a file, an upload, or a permission to begin one. */
export type Place =
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'upload'; readonly id: string }
  | { readonly kind: 'ticket'; readonly id: string; readonly name: string };

const ID = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * The place that a request's target leads to; `elsewhere`: it does not begin with the handler's path; `nowhere`: it
 * does, and leads to nothing. What is behind the `?` does not count.
 */
export function placeAt(target: string, publicPath: string): Place | 'elsewhere' | 'nowhere' {
  const [path = ''] = target.split('?', 1);
  if (!path.startsWith(publicPath)) return 'elsewhere';
  const parts = path.slice(publicPath.length).split('/');
  const [first = '', second = '', third = ''] = parts;
  if (first === 'up') return parts.length === 2 && ID.test(second) ? { kind: 'upload', id: second } : 'nowhere';
  if (first === 'new') {
    const name = decoded(third);
    const leads = parts.length <= 3 && ID.test(second) && name !== undefined;
    return leads ? { kind: 'ticket', id: second, name } : 'nowhere';
  }
  return parts.length <= 2 && ID.test(first) ? { kind: 'file', id: first } : 'nowhere';
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
