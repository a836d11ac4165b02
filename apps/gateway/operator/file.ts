import { refuse, roomName } from '../../../core/index.js';
import type { Act, ActParts } from './act.js';
import { textIn } from './fields.js';

/** `{ room }`: gives an address to `PUT` one file to, of which the room is told under the hub's name. */
export const file = ({ hub, name, files }: ActParts): Act => ({
  name: 'file',
  run(body, note) {
    const room = roomName(textIn(body, 'room'), hub.limits);
    note({ room });
    if (files === undefined) return refuse('FILES_OFF', 'Files are switched off here.');
    return files.permit({ room, nick: name });
  },
});
