import type { Client } from './api.js';
import { historyOf } from './ask-history.js';
import { hearing } from './hearing.js';
import { messagesFrom } from './messages.js';
import type { ChatRoom } from './room-api.js';
import type { JoinResult } from './view.js';

/** A room as an object of its own, once it is joined. */
export function chatRoom(client: Client, { room: name, epoch, offset }: JoinResult): ChatRoom {
  const view = () => client.rooms.get(name);

  const on = hearing(client, (room) => room === name);

  /** The user is out of it, or the client is stopped: until then messages may come. */
  function over(listener: () => void): () => void {
    const deaf = [
      on('left', ({ user }) => {
        if (user.id === client.user?.id) listener();
      }),
      client.on('roster', (room) => {
        if (room === name && view() === undefined) listener();
      }),
      client.on('state', (state) => {
        if (state === 'stopped') listener();
      }),
    ];
    return () => {
      for (const end of deaf) end();
    };
  }

  return {
    name,
    since: { epoch, offset },
    get inside() {
      return view() !== undefined;
    },
    get position() {
      return view()?.position;
    },
    get members() {
      return [...(view()?.members.values() ?? [])];
    },
    get recovering() {
      return view()?.recovering ?? false;
    },
    say: (text, more) => client.say(name, text, more),
    typing: (isOn) => client.typing(name, isOn),
    sendFile: (file, options) => client.sendFile({ room: name }, file, options),
    leave: () => client.leave(name),
    history: (query) => historyOf(client, name, query),
    messages: () => messagesFrom({ listen: (listener) => on('message', listener), ended: over }),
    on,
  };
}
