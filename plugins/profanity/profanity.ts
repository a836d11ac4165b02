import {
  type Draft,
  isJsonObject,
  type Json,
  type Plugin,
  type Refusal,
  refuse,
  type Session,
} from '../../core/index.js';
import { guardDoors, warn } from './doors.js';
import { type Match, mask, type WordFilter } from './engine/filter.js';
import { type HeldMessage, type HeldMessages, heldMessages } from './held.js';
import { addModeration } from './moderation.js';
import { type Mode, type ProfanityOptions, settingsOf } from './options.js';
import { filterFor } from './words.js';

/** What was found in a message. */
interface Findings {
  readonly inText: readonly Match[];
  /** In the name of the file that it announces, which clients show instead of the text. */
  readonly inName: readonly Match[];
}

/** What a mode does with a message in which something was found. */
type Decide = (draft: Draft, findings: Findings, session: Session) => Draft | Refusal;

const NAME = 'profanity';
/** What a moderator can let into its room later: anything else would come without what it belongs to. */
const holdable: ReadonlySet<string> = new Set(['text', 'action']);

/**
 * Keeps profanity out of whatever others read (messages of every kind, nicks, names of rooms and files, topics, last words),
 * on the node where it is said, before anybody sees it. Codes: `PROFANITY_REFUSED`, `PROFANITY_HELD` (both with the
 * language in the details), `PROFANITY_NICK`, `PROFANITY_ROOM`, `PROFANITY_TOPIC`, `PROFANITY_FILE`,
 * `PROFANITY_NOT_MODERATOR`, `PROFANITY_HELD_UNKNOWN`.
 *
 * What is held is emitted as the event `held`, and moderators have the commands `profanity.held`,
 * `profanity.release` and `profanity.reject`. In a conversation of two, `hold` refuses.
 * @throws TypeError for options that make no sense.
 */
export function profanity(options: ProfanityOptions = {}): Plugin {
  const settings = settingsOf(options);
  const filter = filterFor(settings.languages, settings.words);

  return {
    name: NAME,
    setup(host) {
      // Else the first users who log in and talk would wait for it, and all others with them.
      filter.prepare();
      const held = heldMessages(settings.holdMost, settings.holdMs, host.clock);
      const decide = decisions(held, (message, session) => host.emit('held', message, session));

      host.gate(
        'publish',
        (draft, session) => {
          // What the plugin itself says is what a moderator has released.
          if (session.id === `plugin:${NAME}`) return draft;
          const { inText, inName } = findIn(draft, filter);
          if (inText.length === 0 && inName.length === 0) return draft;
          return decide[settings.modeOf(draft.room)](draft, { inText, inName }, session);
        },
        // Whoever comes later could put in what was just taken out.
        { phase: 'last' },
      );
      guardDoors(host, { filter, modeOf: settings.modeOf });
      addModeration(host, held, settings.moderators);
    },
  };
}

function decisions(
  held: HeldMessages,
  tell: (message: HeldMessage, session: Session) => void,
): Readonly<Record<Mode, Decide>> {
  const refused: Decide = (_, findings) =>
    refuse('PROFANITY_REFUSED', 'The message has words that are not allowed here.', { language: languageOf(findings) });
  return {
    mask(draft, findings, session) {
      // What is left of a reaction would be none.
      if (draft.kind === 'reaction') return refused(draft, findings, session);
      const { inText, inName } = findings;
      if (inName.length === 0 && inText.every(({ literal }) => literal)) return draft;
      return { ...draft, text: mask(draft.text, inText), data: withFileName(draft, (name) => mask(name, inName)) };
    },
    refuse: refused,
    warn(draft, _, session) {
      warn(session);
      return draft;
    },
    hold(draft, findings, session) {
      // In a conversation nobody but the two may read it, and nobody else can say it there.
      if (draft.to !== undefined || !holdable.has(draft.kind)) return refused(draft, findings, session);
      const language = languageOf(findings);
      const { held: message, isNew } = held.hold(draft, language);
      if (isNew) tell(message, session);
      return refuse('PROFANITY_HELD', 'The message waits for a moderator.', { held: message.id, language });
    },
  };
}

/** Finds words in a message. The name of a file is read as a name where its announcement begins with it, too. */
function findIn(draft: Draft, filter: WordFilter): Findings {
  const { text } = draft;
  const name = fileName(draft);
  if (name === undefined) return { inText: filter.find(text), inName: [] };
  const inName = filter.find(name, 'name');
  if (name === '' || !text.startsWith(`${name} (`)) return { inText: filter.find(text), inName };
  const { length } = name;
  const behind = filter.find(text.slice(length));
  return {
    inText: [...inName, ...behind.map((one) => ({ ...one, start: one.start + length, end: one.end + length }))],
    inName,
  };
}

/** The name of a file that a message is about, which clients show instead of the text. */
function fileName({ kind, data }: Draft): string | undefined {
  return kind === 'file' && isJsonObject(data) && typeof data.name === 'string' ? data.name : undefined;
}

/** What goes beside a message, with another name of the file where there is one. */
function withFileName(draft: Draft, change: (name: string) => string): Json | undefined {
  const { data } = draft;
  const name = fileName(draft);
  return name === undefined || !isJsonObject(data) ? data : { ...data, name: change(name) };
}

const languageOf = ({ inText: [first], inName: [named] }: Findings): string => (first ?? named)?.language ?? '';
