import { expect, test } from 'vitest';
import { RoomLog } from '../../../core/broker/room-log.js';

test('what is known by the key of an erased message has nothing of it either', () => {
  const log = new RoomLog('an-epoch', 10);
  const from = { id: 'u1', nick: 'ann' };
  const message = { room: 'a', from, kind: 'text', text: 'a secret', id: 'm1', at: 1, session: 's1', key: 'k' };
  log.append({ ...message, data: { also: 'a secret' } });
  expect(log.erase([1])).toBe(1);
  expect(log.known('u1', 'k')).toEqual({
    position: { epoch: 'an-epoch', offset: 1 },
    message: { ...message, kind: 'erased', text: '' },
  });
  expect(JSON.stringify(log.known('u1', 'k'))).not.toContain('secret');
});
