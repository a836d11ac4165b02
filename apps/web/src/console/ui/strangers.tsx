import { nickColour } from '../../text/nicks.js';

/** A nick in its colour; what directions its letters have stays inside. */
export function Nick({ nick }: { readonly nick: string }) {
  return <bdi class={`nick nick-${nickColour(nick)}`}>{nick}</bdi>;
}

/** A room's name. */
export function Room({ room }: { readonly room: string }) {
  return (
    <bdi class="room-name">
      <span class="room-sign">#</span>
      {room}
    </bdi>
  );
}

/** Something that somebody wrote or sent, as text. */
export function UserText({ text }: { readonly text: string }) {
  return <bdi class="words">{text}</bdi>;
}
