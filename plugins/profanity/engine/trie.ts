interface Node {
  readonly children: Map<string, Node>;
  ends: boolean;
}

const newNode = (): Node => ({ children: new Map(), ends: false });

/**
 * One pattern for many sequences of parts, in which what they begin with alike is written once: at any place of a
 * text few alternatives are left to try. The longest one is preferred.
 */
export function trieOf(sequences: readonly (readonly string[])[]): string {
  const root = newNode();
  for (const sequence of sequences) {
    let node = root;
    for (const part of sequence) {
      const next = node.children.get(part) ?? newNode();
      node.children.set(part, next);
      node = next;
    }
    node.ends = true;
  }
  return written(root);
}

function written({ children, ends }: Node): string {
  const branches = [...children].map(([part, child]) => part + written(child));
  if (branches.length === 0) return '';
  const [only = ''] = branches;
  if (branches.length === 1 && !ends) return only;
  return `(?:${branches.join('|')})${ends ? '?' : ''}`;
}
