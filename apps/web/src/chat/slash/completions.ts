import { fold } from '../../../../../core/message/fold.js';
import { t } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import type { Chat } from '../state.js';
import { slashCommands } from './run.js';

/** A suggested completion. */
export interface CompletionOption {
  readonly label: string;
  readonly detail?: string;
  /** Text that replaces the range from `from` to `to`. */
  readonly insert: string;
  /** With a nick completion. */
  readonly nick?: string;
}

/** Suggestions for the text before the caret. */
export interface Completion {
  /** Start of the text to replace. */
  readonly from: number;
  /** End of the text to replace. */
  readonly to: number;
  /** Best match first; never empty. */
  readonly options: readonly CompletionOption[];
}

/** An emoji and its shortcode, without colons. */
export interface EmojiName {
  readonly name: string;
  readonly emoji: string;
}

/** Finds emoji whose shortcode starts with a prefix. */
export type FindEmoji = (prefix: string) => readonly EmojiName[];

/** Maximum number of suggestions. */
const MAX_OPTIONS = 10;

interface CompletionQuery {
  readonly chat: Chat;
  readonly conversation: Conversation;
  /** The text after the sigil. */
  readonly word: string;
  readonly emoji: FindEmoji;
}

function commandOptions({ word }: CompletionQuery): readonly CompletionOption[] {
  const names = Object.entries(slashCommands).filter(([name]) => name.startsWith(word.toLowerCase()));
  return names.map(([name, { help }]) => ({ label: `/${name}`, detail: t(help), insert: `/${name} ` }));
}

/** Members of the room, or the recipient of a direct conversation. */
function nickOptions({ conversation: { roster, recipient }, word }: CompletionQuery): readonly CompletionOption[] {
  const other = recipient.peek()?.nick;
  const members = roster.peek().map(({ nick }) => nick);
  const all = other === undefined ? members : [other];
  return all
    .filter((nick) => fold(nick).startsWith(fold(word)))
    .map((nick) => ({ label: nick, insert: `@${nick} `, nick }));
}

function roomOptions({ chat, word }: CompletionQuery): readonly CompletionOption[] {
  const keys = chat.conversations.peek().flatMap(({ key, recipient }) => (recipient.peek() === undefined ? [key] : []));
  return keys.filter((key) => key.startsWith(fold(word))).map((key) => ({ label: `#${key}`, insert: `#${key} ` }));
}

const emojiOptions = ({ word, emoji }: CompletionQuery): readonly CompletionOption[] =>
  emoji(word.toLowerCase()).map(({ name, emoji: character }) => ({
    label: `${character} :${name}:`,
    insert: `${character} `,
  }));

interface Source {
  /** Matches the text before the caret. Group 1 is replaced, group 2 is the text after the sigil. */
  readonly match: RegExp;
  find(asking: CompletionQuery): readonly CompletionOption[];
}

const sources: readonly Source[] = [
  { match: /^(\/([\w-]*))$/, find: commandOptions },
  { match: /(?:^|[\s(])(@([^\s@]{0,64}))$/, find: nickOptions },
  { match: /(?:^|[\s(])(#([^\s#]{0,64}))$/, find: roomOptions },
  { match: /(?:^|[\s(])(:([\w+-]{2,30}))$/, find: emojiOptions },
];

/**
 * Suggests completions for `/commands`, `@nicks`, `#rooms` and `:emoji`.
 *
 * @param typed text of the composer
 * @param emoji finds emoji. Default: none are suggested
 * @returns `undefined` without suggestions
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
    const [, matched, word = ''] = match.exec(before) ?? [];
    if (matched === undefined) continue;
    const options = find({ chat, conversation, word, emoji }).slice(0, MAX_OPTIONS);
    return options.length === 0 ? undefined : { from: caret - matched.length, to: caret, options };
  }
  return undefined;
}
