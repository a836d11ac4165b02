import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../chat/index.js';

const ChatContext = createContext<Chat | undefined>(undefined);

/** Gives the chat to everything inside. */
export const ChatProvider = ChatContext.Provider;

/**
 * The chat of this page.
 *
 * @throws TypeError outside a {@link ChatProvider}
 */
export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (chat === undefined) throw new TypeError('There is no chat around this component.');
  return chat;
}
