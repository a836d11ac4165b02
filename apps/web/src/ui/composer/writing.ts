import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Conversation, type MessageItem, setTyping, startEdit } from '../../chat/index.js';
import { useChat } from '../context.js';
import { loadDraft, saveDraft } from './drafts.js';

/** What is in the text box. */
export interface DraftState {
  readonly text: Signal<string>;
  /** The reader has written something else. */
  write(text: string): void;
  /** Puts a text back that was not taken: behind what has been written since; the new text of `item`, where it was one. */
  restore(text: string, item?: MessageItem): void;
}

/**
 * The text of a conversation's box: its draft, or the message that is being changed. The draft is kept meanwhile, and over
 * a reload.
 */
export function useDraft(conversation: Conversation): DraftState {
  const chat = useChat();
  const [before] = useState(() => {
    conversation.draft ||= loadDraft(conversation.key);
    return conversation.draft;
  });
  const text = useSignal(before);
  const editing = conversation.editing.value;
  const refused = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    text.value = (editing && refused.current) ?? editing?.text ?? conversation.draft;
    refused.current = undefined;
  }, [editing?.uid]);

  function keep(value: string): void {
    conversation.draft = value;
    saveDraft(conversation.key, value);
  }

  return {
    text,
    write(value) {
      text.value = value;
      if (conversation.editing.value !== undefined) return;
      keep(value);
      setTyping(chat, conversation, value.trim() !== '' && !value.startsWith('/'));
    },
    restore(value, item) {
      const isEditing = conversation.editing.peek() !== undefined;
      if (item !== undefined && !isEditing) {
        refused.current = value;
        startEdit(conversation, item);
        return;
      }
      keep(conversation.draft === '' ? value : `${conversation.draft}\n${value}`);
      if (!isEditing) text.value = conversation.draft;
    },
  };
}

const isEditable = (item: Conversation['items']['value'][number]): item is MessageItem =>
  item.type === 'message' &&
  item.mine &&
  item.state === 'kept' &&
  item.erased === undefined &&
  (item.kind === 'text' || item.kind === 'action');

/** Begins to change the last of one's own messages; whether there is one. */
export function editLastMessage(conversation: Conversation): boolean {
  const last = conversation.items.value.findLast(isEditable);
  if (last === undefined) return false;
  startEdit(conversation, last);
  return true;
}
