import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../chat/index.js';
import { type GatewayInfo, parseGatewayInfo } from '../gateway.js';

const ChatContext = createContext<Chat | undefined>(undefined);

export const ChatProvider = ChatContext.Provider;

/**
 * Returns the chat.
 *
 * @throws TypeError outside a {@link ChatProvider}
 */
export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (chat === undefined) throw new TypeError('useChat() needs a ChatProvider.');
  return chat;
}

const InfoContext = createContext<GatewayInfo>(parseGatewayInfo(undefined));

export const GatewayInfoProvider = InfoContext.Provider;

/** Returns the gateway's info. */
export function useGatewayInfo(): GatewayInfo {
  return useContext(InfoContext);
}
