import { fold } from '../../../../../core/message/fold.js';
import { t } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import type { Chat } from '../state.js';
import { slashCommands } from './table.js';

/** One way to go on with what is typed. */
export interface CompletionOption {
  readonly label: string;
  readonly detail?: string;
  /** What takes the place of what is typed from `from` to `to`. */
  readonly insert: string;
  /** With somebody's nick: that. */
  readonly nick?: string;
}

/** Ways to go on. */
export interface Completion {
  /** Where what they take the place of begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
  /** The best first; never empty. */
  readonly options: readonly CompletionOption[];
}

/** An emoji by name, without colons. */
export interface EmojiName {
  readonly name: string;
  readonly emoji: string;
}

/** Finds emoji by how their names begin. */
export type FindEmoji = (prefix: string) => readonly EmojiName[];

/** So many are offered. */
const MAX_OPTIONS = 10;

interface CompletionQuery {
  readonly chat: Chat;
  readonly conversation: Conversation;
  /** What stands behind the mark. */
  readonly word: string;
  readonly emoji: FindEmoji;
}

function commandOptions({ word }: CompletionQuery): readonly CompletionOption[] {
  const names = Object.entries(slashCommands).filter(([name]) => name.startsWith(word.toLowerCase()));
  return names.map(([name, { help }]) => ({ label: `/${name}`, detail: t(help), insert: `/${name} ` }));
}

/** Those who are here; in a direct conversation, the other one. */
function nickOptions({ conversation: { roster, peer }, word }: CompletionQuery): readonly CompletionOption[] {
  const other = peer.peek()?.nick;
  const here = roster.peek().map(({ nick }) => nick);
  const all = other === undefined ? here : [other];
  return all
    .filter((nick) => fold(nick).startsWith(fold(word)))
    .map((nick) => ({ label: nick, insert: `@${nick} `, nick }));
}

function roomOptions({ chat, word }: CompletionQuery): readonly CompletionOption[] {
  const keys = chat.conversations.peek().flatMap(({ key, peer }) => (peer.peek() === undefined ? [key] : []));
  return keys.filter((key) => key.startsWith(fold(word))).map((key) => ({ label: `#${key}`, insert: `#${key} ` }));
}

const emojiOptions = ({ word, emoji }: CompletionQuery): readonly CompletionOption[] =>
  emoji(word.toLowerCase()).map(({ name, emoji: shown }) => ({
    label: `${shown} :${name}:`,
    insert: `${shown} `,
  }));

interface Source {
  /** What stands before the caret; its first group is what is put in its place, its second what stands behind the mark. */
  readonly match: RegExp;
  find(asking: CompletionQuery): readonly CompletionOption[];
}

/** What is offered, by what stands before the caret. */
const sources: readonly Source[] = [
  { match: /^(\/([\w-]*))$/, find: commandOptions },
  { match: /(?:^|[\s(])(@([^\s@]{0,64}))$/, find: nickOptions },
  { match: /(?:^|[\s(])(#([^\s#]{0,64}))$/, find: roomOptions },
  { match: /(?:^|[\s(])(:([\w+-]{2,30}))$/, find: emojiOptions },
];

/**
 * Ways to go on with what is typed: `/commands`, `@nicks`, `#rooms` and `:emoji`.
 *
 * @param typed what is in the composer
 * @param caret where its caret is
 * @param emoji finds emoji; absent: none are offered
 * @returns `undefined` where there is nothing to offer
 */
export function completionsFor(
  chat: Chat,
  conversation: Conversation,
  typed: string,
  caret: number,
  emoji: FindEmoji = () => [],
): Completion | undefined {
  const before = typed.slice(0, caret);
  for (const { match, find } of sources) {
    const [, taken, word = ''] = match.exec(before) ?? [];
    if (taken === undefined) continue;
    const options = find({ chat, conversation, word, emoji }).slice(0, MAX_OPTIONS);
    return options.length === 0 ? undefined : { from: caret - taken.length, to: caret, options };
  }
  return undefined;
}
