import { useEffect } from 'preact/hooks';
import { type Conversation, markRead } from '../../chat/index.js';
import { useChat } from '../context.js';

/**
 * Tells the chat whether somebody reads the end of a conversation: what comes there is read.
 *
 * @param isAtEnd whether the end is in the window
 * @returns to be called when that may have changed
 */
export function useReadTracking(conversation: Conversation, isAtEnd: () => boolean): () => void {
  const chat = useChat();
  const look = () => {
    const watching = isAtEnd() && document.visibilityState === 'visible' && document.hasFocus();
    if (chat.isReading.peek() !== watching) chat.isReading.value = watching;
    if (watching && conversation.unread.peek() > 0) markRead(chat, conversation);
  };
  useEffect(() => {
    look();
    const stopper = new AbortController();
    const { signal } = stopper;
    document.addEventListener('visibilitychange', look, { signal });
    window.addEventListener('focus', look, { signal });
    window.addEventListener('blur', look, { signal });
    return () => stopper.abort();
  }, [conversation]);
  return look;
}
