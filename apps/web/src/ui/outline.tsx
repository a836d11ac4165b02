import type { IconNode } from 'lucide';
import { h } from 'preact';

/** An outline icon, 16 px unless told. It says nothing to a screen reader: whatever holds it has a name. */
export function Outline({ node, size = 16 }: { readonly node: IconNode; readonly size?: number | undefined }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
