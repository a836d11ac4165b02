import { expect, test } from 'vitest';
import { createConversation, sortConversations } from '../../../../../apps/web/src/chat/conversation.js';

const conversation = (key: string, unread = 0) => {
  const created = createConversation(key, key.startsWith('@') ? { nick: key.slice(1) } : undefined);
  created.unread.value = unread;
  return created;
};
const keys = (list: ReturnType<typeof sortConversations>['rooms']) => list.map(({ key }) => key);

test('sorts rooms by name and leaves unread rooms in their places', () => {
  const { rooms } = sortConversations([conversation('room10', 3), conversation('room2'), conversation('Äther')], 'en');
  expect(keys(rooms)).toEqual(['Äther', 'room2', 'room10']);
});

test('puts unread direct conversations first', () => {
  const { direct } = sortConversations([conversation('@ann'), conversation('@bob', 1), conversation('lobby', 2)], 'en');
  expect(keys(direct)).toEqual(['@bob', '@ann']);
});
