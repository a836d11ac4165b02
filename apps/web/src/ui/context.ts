import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../chat/index.js';
import { factsIn, type GatewayFacts } from '../gateway.js';

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

const FactsContext = createContext<GatewayFacts>(factsIn(undefined));

/** Gives what is known of the gateway to everything inside. */
export const FactsProvider = FactsContext.Provider;

/** What is known of the gateway. */
export function useFacts(): GatewayFacts {
  return useContext(FactsContext);
}
