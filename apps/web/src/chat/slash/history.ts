import type { Conversation } from '../conversation.js';
import { deleteMessage, editMessage, setReaction } from '../history/alter.js';
import { loadOlder } from '../history/load.js';
import { searchMessages } from '../history/search.js';
import type { MessageItem, NoticeText } from '../item.js';
import { itemsOf } from '../list/ledger.js';
import { NO_OUTPUT, type SlashCommands } from './slash.js';

const NO_MESSAGE: readonly NoticeText[] = [{ phrase: 'noMessage' }];

/** The last message that is kept and not deleted. */
function lastMessage(
  { timeline: { latest: tail } }: Conversation,
  which: (item: MessageItem) => boolean,
): MessageItem | undefined {
  const fits = (item: MessageItem) => item.position !== undefined && !item.erased && which(item);
  const found = itemsOf(tail).findLast((item) => item.type === 'message' && fits(item));
  return found?.type === 'message' ? found : undefined;
}

/** Commands of servers that keep what was said. */
export const historyCommands: SlashCommands = {
  edit: {
    help: 'helpEdit',
    wantsText: true,
    async run(chat, here, typed) {
      const last = lastMessage(here, ({ mine, kind }) => mine && (kind === 'text' || kind === 'action'));
      if (last === undefined) return NO_MESSAGE;
      await editMessage(chat, here, last, typed);
      return NO_OUTPUT;
    },
  },
  delete: {
    help: 'helpDelete',
    async run(chat, here) {
      const last = lastMessage(here, ({ mine }) => mine);
      if (last === undefined) return NO_MESSAGE;
      await deleteMessage(chat, here, last);
      return NO_OUTPUT;
    },
  },
  react: {
    help: 'helpReact',
    wantsText: true,
    async run(chat, here, typed) {
      const last = lastMessage(here, () => true);
      if (last === undefined) return NO_MESSAGE;
      const on = !typed.startsWith('-');
      await setReaction(chat, here, last, on ? typed : typed.slice(1), on);
      return NO_OUTPUT;
    },
  },
  search: {
    help: 'helpSearch',
    wantsText: true,
    async run(chat, here, typed) {
      const { entries } = await searchMessages(chat, here, typed);
      if (entries.length === 0) return [{ phrase: 'nothingFound' }];
      return entries.map(({ from, text }) => ({ text: `${from.nick}: ${text}` }));
    },
  },
  history: {
    help: 'helpHistory',
    async run(chat, here) {
      await loadOlder(chat, here);
      return NO_OUTPUT;
    },
  },
};
