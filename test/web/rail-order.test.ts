import { expect, test } from 'vitest';
import { createConversation } from '../../apps/web/src/chat/conversation.js';
import { sidebarOrder } from '../../apps/web/src/ui/rail/order.js';

const conversation = (key: string, unread = 0) => {
  const made = createConversation(key, key.startsWith('@') ? { nick: key.slice(1) } : undefined);
  made.unread.value = unread;
  return made;
};
const keys = (list: ReturnType<typeof sidebarOrder>['rooms']) => list.map(({ key }) => key);

test('rooms stand by name and keep their places, whatever is unread', () => {
  const { rooms } = sidebarOrder([conversation('room10', 3), conversation('room2'), conversation('Äther')], 'en');
  expect(keys(rooms)).toEqual(['Äther', 'room2', 'room10']);
});

test('direct conversations with something unread come first', () => {
  const { direct } = sidebarOrder([conversation('@ann'), conversation('@bob', 1), conversation('lobby', 2)], 'en');
  expect(keys(direct)).toEqual(['@bob', '@ann']);
});
