import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../chat/index.js';
import { type GatewayInfo, parseGatewayInfo } from '../gateway.js';

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

const InfoContext = createContext<GatewayInfo>(parseGatewayInfo(undefined));

/** Gives what is known of the gateway to everything inside. */
export const GatewayInfoProvider = InfoContext.Provider;

/** What is known of the gateway. */
export function useGatewayInfo(): GatewayInfo {
  return useContext(InfoContext);
}
