import { wireTag } from '../../text/nicks.js';

/** The short tags of the wires that somebody is on, each once. */
export function WireTags({ wires }: { readonly wires: readonly string[] }) {
  return (
    <>
      {[...new Set(wires.map(wireTag))].map((tag) => (
        <span class="wire" key={tag} title={wires.filter((wire) => wireTag(wire) === tag).join(', ')}>
          {tag}
        </span>
      ))}
    </>
  );
}
