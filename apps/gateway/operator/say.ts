import { Refusal, roomName } from '../../../core/index.js';
import type { Act, ActParts } from './act.js';
import { textIn } from './fields.js';

/** `{ room, text }`: says it with the hub's own voice, through the gates of everybody. */
export const say = ({ hub, logTexts }: ActParts): Act => ({
  name: 'say',
  async run(body, note) {
    const room = roomName(textIn(body, 'room'), hub.limits);
    const text = textIn(body, 'text');
    note({ room, ...(logTexts ? { text } : { textCharacters: [...text].length }) });
    const receipt = await hub.chat.say({ room, text });
    if (receipt instanceof Refusal) return receipt;
    const { id, at, position } = receipt;
    note({ id });
    return { room, id, ...position, at };
  },
});
