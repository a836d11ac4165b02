import { useEffect, useRef, useState } from 'preact/hooks';
import type { Conversation, Item } from '../../chat/index.js';
import { t } from '../../i18n/index.js';

/** How often something may be said: a voice needs time. */
const PAUSE_MS = 1_500;
/** So many messages are read out; of more only the number is told. */
const MAX_READ = 3;

/** The messages of others behind the one that was told last; none when that is not there any more. */
function newMessagesAfter(items: readonly Item[], told: string | undefined): readonly Item[] {
  const at = items.findLastIndex(({ uid }) => uid === told);
  if (at < 0) return [];
  return items.slice(at + 1).filter((item) => item.type === 'message' && !item.mine && item.erased === undefined);
}

function announcementFor(items: readonly Item[]): string {
  if (items.length > MAX_READ) return t('newMessages', { n: items.length });
  return items
    .map((item) => (item.type === 'message' ? t('announced', { nick: item.from.nick, text: item.text }) : ''))
    .join('\n');
}

/** Tells a screen reader what is new, politely; never what was loaded of what was said before. */
export function Announcer({ conversation }: { readonly conversation: Conversation }) {
  const [text, setText] = useState('');
  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    told.current = undefined;
    // What is there when the list is first filled was said before.
    const stop = conversation.items.subscribe((items) => {
      told.current ??= items.at(-1)?.uid;
    });
    const timer = setInterval(() => {
      const items = conversation.items.peek();
      const last = items.at(-1)?.uid;
      if (last === told.current) return;
      const news = conversation.live.peek() ? newMessagesAfter(items, told.current) : [];
      told.current = last;
      if (news.length > 0) setText(announcementFor(news));
    }, PAUSE_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [conversation]);
  return (
    <div class="unseen" aria-live="polite">
      {text}
    </div>
  );
}
