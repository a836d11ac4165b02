import { initial, nickColour } from '../../text/nicks.js';

/** A nick in its colour. */
export function Nick({ nick }: { readonly nick: string }) {
  return (
    <span class={`nick nick-${nickColour(nick)}`} dir="auto">
      {nick}
    </span>
  );
}

/** The first letter of a nick on a tile of its colour; says nothing to a screen reader. */
export function NickTile({ nick }: { readonly nick: string }) {
  return (
    <span class={`tile nick-${nickColour(nick)}`} aria-hidden="true">
      {initial(nick)}
    </span>
  );
}
