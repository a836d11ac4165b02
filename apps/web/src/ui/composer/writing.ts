import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useState } from 'preact/hooks';
import { beginEdit, type Conversation, type MessageItem, setTyping } from '../../chat/index.js';
import { useChat } from '../context.js';
import { keepDraft, keptDraft } from './drafts.js';

/** What is in the text box. */
export interface Writing {
  readonly text: Signal<string>;
  /** The reader has written something else. */
  write(text: string): void;
}

/**
 * The text of a conversation's box: its draft, or the message that is being changed. The draft is kept meanwhile, and over
 * a reload.
 */
export function useWriting(conversation: Conversation): Writing {
  const chat = useChat();
  const [before] = useState(() => {
    conversation.draft ||= keptDraft(conversation.key);
    return conversation.draft;
  });
  const text = useSignal(before);
  const editing = conversation.editing.value;
  useLayoutEffect(() => {
    text.value = editing?.text ?? conversation.draft;
  }, [editing?.uid]);
  return {
    text,
    write(value) {
      text.value = value;
      if (conversation.editing.value !== undefined) return;
      conversation.draft = value;
      keepDraft(conversation.key, value);
      setTyping(chat, conversation, value.trim() !== '' && !value.startsWith('/'));
    },
  };
}

const isOwnWords = (item: Conversation['items']['value'][number]): item is MessageItem =>
  item.type === 'message' &&
  item.mine &&
  item.state === 'kept' &&
  item.erased === undefined &&
  (item.kind === 'text' || item.kind === 'action');

/** Begins to change the last of one's own messages; whether there is one. */
export function editLast(conversation: Conversation): boolean {
  const last = conversation.items.value.findLast(isOwnWords);
  if (last === undefined) return false;
  beginEdit(conversation, last);
  return true;
}
