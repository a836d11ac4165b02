import { fold } from '../core/message/fold.js';
import type { Client } from './api.js';
import { historyOf } from './ask-history.js';
import type { DirectChat } from './direct-api.js';
import { hearing } from './hearing.js';
import { messagesFrom } from './messages.js';
import type { RoomView } from './view.js';

/** A conversation with whoever has a nick: theirs from the first message on. */
export function directChat(client: Client, nick: string): DirectChat {
  const wanted = fold(nick.trim());
  let name: string | undefined;
  let called = nick;

  function view(): RoomView | undefined {
    const isIt = ({ partner }: RoomView) => partner !== undefined && fold(partner.nick) === wanted;
    name ??= [...client.rooms.values()].find(isIt)?.name;
    const found = name === undefined ? undefined : client.rooms.get(name);
    called = found?.partner?.nick ?? called;
    return found;
  }

  const on = hearing(client, (room) => room.startsWith('@') && (view()?.name ?? name) === room);
  return {
    get nick() {
      view();
      return called;
    },
    get name() {
      view();
      return name;
    },
    get position() {
      return view()?.position;
    },
    get recovering() {
      return view()?.recovering ?? false;
    },
    say(text, more) {
      const there = view();
      if (there !== undefined) return client.say(there.name, text, more);
      const saying = client.tell(called, text, more);
      // Whoever was told is meant from now on, whatever they are called when it is looked at next.
      saying.then(
        ({ room }) => {
          name ??= room;
        },
        () => {},
      );
      return saying;
    },
    typing(isOn) {
      const there = view();
      if (there !== undefined) client.typing(there.name, isOn);
    },
    sendFile(file, options) {
      const there = view();
      return client.sendFile(there === undefined ? { to: called } : { room: there.name }, file, options);
    },
    async history(query) {
      const there = view();
      return there === undefined
        ? { room: name ?? '', entries: [], more: false, gap: false }
        : historyOf(client, there.name, query);
    },
    messages: () =>
      messagesFrom({
        listen: (listener) => on('message', listener),
        ended: (listener) => client.on('state', (state) => void (state === 'stopped' && listener())),
      }),
    on,
  };
}
