import type { Conversation } from '../conversation.js';
import { edit, react, remove } from '../history/alter.js';
import { loadOlder } from '../history/load.js';
import { search } from '../history/search.js';
import type { MessageItem, Said } from '../item.js';
import { itemsOf } from '../list/ledger.js';
import { NOTHING, type Slashes } from './slash.js';

const NONE: readonly Said[] = [{ phrase: 'noMessage' }];

/** The last message that is kept and not deleted. */
function lastIn({ ledger: { tail } }: Conversation, which: (item: MessageItem) => boolean): MessageItem | undefined {
  const fits = (item: MessageItem) => item.place !== undefined && !item.erased && which(item);
  const found = itemsOf(tail).findLast((item) => item.type === 'message' && fits(item));
  return found?.type === 'message' ? found : undefined;
}

/** Commands of servers that keep what was said. */
export const historySlashes: Slashes = {
  edit: {
    help: 'helpEdit',
    wantsText: true,
    async run(chat, here, typed) {
      const last = lastIn(here, ({ mine, kind }) => mine && (kind === 'text' || kind === 'action'));
      if (last === undefined) return NONE;
      await edit(chat, here, last, typed);
      return NOTHING;
    },
  },
  delete: {
    help: 'helpDelete',
    async run(chat, here) {
      const last = lastIn(here, ({ mine }) => mine);
      if (last === undefined) return NONE;
      await remove(chat, here, last);
      return NOTHING;
    },
  },
  react: {
    help: 'helpReact',
    wantsText: true,
    async run(chat, here, typed) {
      const last = lastIn(here, () => true);
      if (last === undefined) return NONE;
      const on = !typed.startsWith('-');
      await react(chat, here, last, on ? typed : typed.slice(1), on);
      return NOTHING;
    },
  },
  search: {
    help: 'helpSearch',
    wantsText: true,
    async run(chat, here, typed) {
      const { entries } = await search(chat, here, typed);
      if (entries.length === 0) return [{ phrase: 'nothingFound' }];
      return entries.map(({ from, text }) => ({ text: `${from.nick}: ${text}` }));
    },
  },
  history: {
    help: 'helpHistory',
    async run(chat, here) {
      await loadOlder(chat, here);
      return NOTHING;
    },
  },
};
