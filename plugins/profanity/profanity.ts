import { type Draft, type Gates, type Plugin, type Refusal, refuse, type Session } from '../../core/index.js';
import { type Match, mask } from './engine/filter.js';
import { type HeldMessages, heldMessages } from './held.js';
import { addModeration } from './moderation.js';
import { type Mode, type ProfanityOptions, settingsOf } from './options.js';
import { filterFor } from './words.js';

/** What a mode does with a message in which something was found. */
type Decide = (draft: Draft, matches: readonly Match[], session: Session) => Draft | Refusal;

/** A stage at which a name is asked for: the name, and the code of its refusal. */
type NameStages = {
  readonly [S in keyof Gates]?: readonly [name: (request: Gates[S]) => string | undefined, code: string, what: string];
};

const nameStages: NameStages = {
  login: [({ nick }) => nick, 'PROFANITY_NICK', 'That nick is not allowed here.'],
  rename: [({ nick }) => nick, 'PROFANITY_NICK', 'That nick is not allowed here.'],
  join: [
    ({ room, creates }) => (creates ? room : undefined),
    'PROFANITY_ROOM',
    'That name of a room is not allowed here.',
  ],
};

const NAME = 'profanity';
// Whoever comes later could put in what was just taken out.
const LAST = { phase: 'last' } as const;

/**
 * Keeps profanity out of messages, nicks and names of rooms, on the node where they are published, before anybody
 * sees them. Codes: `PROFANITY_REFUSED`, `PROFANITY_HELD` (both with the language in the details), `PROFANITY_NICK`,
 * `PROFANITY_ROOM`, `PROFANITY_NOT_MODERATOR`, `PROFANITY_HELD_UNKNOWN`.
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
      const held = heldMessages(settings.holdMost, settings.holdMs, () => host.clock.now());
      const decide = decisions(held, (message, session) => host.emit('held', message, session));

      host.gate(
        'publish',
        (draft, session) => {
          // What the plugin itself says is what a moderator has released.
          if (session.id === `plugin:${NAME}`) return draft;
          const matches = filter.find(draft.text);
          return matches.length === 0 ? draft : decide[settings.modeOf(draft.room)](draft, matches, session);
        },
        LAST,
      );
      for (const stage of Object.keys(nameStages) as (keyof NameStages)[]) guard(stage);
      addModeration(host, held, settings.moderators);

      function guard<S extends keyof NameStages>(stage: S): void {
        const row = nameStages[stage];
        if (row === undefined) return;
        const [nameIn, code, what] = row;
        host.gate(
          stage,
          (request) => {
            const name = nameIn(request);
            return name === undefined || filter.find(name).length === 0 ? request : refuse(code, what);
          },
          LAST,
        );
      }
    },
  };
}

function decisions(
  held: HeldMessages,
  tell: (message: ReturnType<HeldMessages['list']>[number], session: Session) => void,
): Readonly<Record<Mode, Decide>> {
  const refused: Decide = (_, matches) =>
    refuse('PROFANITY_REFUSED', 'The message has words that are not allowed here.', { language: languageOf(matches) });
  return {
    mask: (draft, matches) => ({ ...draft, text: mask(draft.text, matches) }),
    refuse: refused,
    warn(draft, _, session) {
      session.send({ type: 'notice', text: 'Mind your language, please.' });
      return draft;
    },
    hold(draft, matches, session) {
      // Nobody but the two may read it, and nobody else can say it there.
      if (draft.to !== undefined) return refused(draft, matches, session);
      const language = languageOf(matches);
      const { held: message, isNew } = held.hold(draft, language);
      if (isNew) tell(message, session);
      return refuse('PROFANITY_HELD', 'The message waits for a moderator.', { held: message.id, language });
    },
  };
}

const languageOf = ([first]: readonly Match[]): string => first?.language ?? '';
