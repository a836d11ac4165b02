import { initial, nickColour, wireTag } from '../text/nicks.js';

/** A nick in its colour. `bdi` isolates right-to-left names from the text around them. */
export function Nick({ nick }: { readonly nick: string }) {
  return <bdi class={`nick nick-${nickColour(nick)}`}>{nick}</bdi>;
}

/** The initial of a nick on a tile of its colour; hidden from screen readers. */
export function NickTile({ nick }: { readonly nick: string }) {
  return (
    <span class={`tile nick-${nickColour(nick)}`} aria-hidden="true">
      {initial(nick)}
    </span>
  );
}

/** A room name with its `#`. */
export function RoomName({ room }: { readonly room: string }) {
  return (
    <bdi class="room-name">
      <span class="room-sign">#</span>
      {room}
    </bdi>
  );
}

/** Untrusted text, rendered as plain text. */
export function UserText({ text }: { readonly text: string }) {
  return <bdi class="user-text">{text}</bdi>;
}

/** The tag of a wire, such as `ws`; the tooltip shows its full name. */
export function WireTag({ wire, title = wire }: { readonly wire: string; readonly title?: string }) {
  return (
    <span class="wire" title={title}>
      {wireTag(wire)}
    </span>
  );
}

/** The distinct tags of a user's wires. */
export function WireTags({ wires }: { readonly wires: readonly string[] }) {
  const distinct = wires.filter((wire, at) => wires.findIndex((other) => wireTag(other) === wireTag(wire)) === at);
  return (
    <>
      {distinct.map((wire) => (
        <WireTag
          key={wireTag(wire)}
          wire={wire}
          title={wires.filter((other) => wireTag(other) === wireTag(wire)).join(', ')}
        />
      ))}
    </>
  );
}
