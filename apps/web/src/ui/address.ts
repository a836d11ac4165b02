import { effect } from '@preact/signals';
import {
  activeConversation,
  type Chat,
  type Conversation,
  joinRoom,
  openDirect,
  showConversation,
} from '../chat/index.js';

/** What a part of an address says, or nothing where it says nothing. */
export function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return '';
  }
}

/** The address of a conversation on this page. */
export function addressOf({ key, peer }: Pick<Conversation, 'key' | 'peer'>): string {
  const name = peer.value === undefined ? key : `@${peer.value.nick}`;
  return new URL(`#${encodeURIComponent(name)}`, location.href).href;
}

function openByName(chat: Chat, name: string): void {
  const known = chat.conversations.value.find((one) => one.key === name || addressOf(one) === location.href);
  if (known !== undefined) showConversation(chat, known.key);
  else if (name.startsWith('@') && name.length > 1) openDirect(chat, { nick: name.slice(1) });
  // The list of the room says what went wrong, if anything.
  else if (name !== '') joinRoom(chat, name).catch(() => {});
}

/**
 * Keeps the address and the conversation that is shown together: whoever goes elsewhere can go back.
 *
 * @returns ends it
 */
export function syncAddress(chat: Chat): () => void {
  let first = true;
  const end = effect(() => {
    const conversation = activeConversation(chat);
    if (conversation === undefined) return;
    const address = addressOf(conversation);
    if (address !== location.href) {
      if (first) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
    }
    first = false;
  });
  const went = () => openByName(chat, decodeHash(location.hash));
  window.addEventListener('popstate', went);
  return () => {
    end();
    window.removeEventListener('popstate', went);
  };
}
