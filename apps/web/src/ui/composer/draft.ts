import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Conversation, type MessageItem, setTyping, startEdit } from '../../chat/index.js';
import { useChat } from '../context.js';

const KEY = 'partyline.drafts';
/** The oldest drafts are dropped. */
const MAX_DRAFTS = 50;
const MAX_CHARACTERS = 20_000;
/** Drafts are saved at most once per interval. */
const SAVE_INTERVAL_MS = 500;

const unsaved = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function load(): ReadonlyMap<string, string> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof saved !== 'object' || saved === null) return new Map();
    return new Map(Object.entries(saved).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}

/** Loads the saved draft of a conversation. */
export function loadDraft(key: string): string {
  return unsaved.get(key) ?? load().get(key) ?? '';
}

/** Saves a draft; `''` removes it. */
export function saveDraft(key: string, text: string): void {
  unsaved.set(key, text);
  timer ??= setTimeout(save, SAVE_INTERVAL_MS);
}

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  if (unsaved.size === 0) return;
  const unchanged = [...load()].filter(([key]) => !unsaved.has(key));
  const changed = [...unsaved]
    .filter(([, text]) => text !== '')
    .map(([key, text]) => [key, text.slice(0, MAX_CHARACTERS)]);
  unsaved.clear();
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...unchanged, ...changed].slice(-MAX_DRAFTS))));
  } catch {
    // Private windows may block storage: drafts are lost on reload.
  }
}

window.addEventListener('pagehide', save);

type Insert = (text: string) => void;

let box: Insert | undefined;

/**
 * Makes a text box the target of {@link insertText}.
 *
 * @returns unregisters it
 */
export function registerTextBox(insert: Insert): () => void {
  box = insert;
  return () => {
    if (box === insert) box = undefined;
  };
}

/** Inserts a mention into the composer. */
export function insertMention(nick: string): void {
  box?.(`@${nick} `);
}

/** Inserts text into the composer. */
export function insertText(text: string): void {
  box?.(text);
}

/** Text of the composer. */
export interface DraftState {
  readonly text: Signal<string>;
  /** Sets the text after user input. */
  write(text: string): void;
  /** Restores a rejected text: appends it to the draft, or reopens the edit of `item`. */
  restore(text: string, item?: MessageItem): void;
}

/**
 * Manages the text of a composer: the draft, or the text of the edited message. The draft survives edits and reloads.
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
  item.state === 'sent' &&
  item.erased === undefined &&
  (item.kind === 'text' || item.kind === 'action');

/** Starts editing the last own message; returns whether there is one. */
export function editLastMessage(conversation: Conversation): boolean {
  const last = conversation.items.value.findLast(isEditable);
  if (last === undefined) return false;
  startEdit(conversation, last);
  return true;
}
