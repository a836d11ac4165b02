import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { detailedFault, joinRoom, type ListedRoom, listRooms, openDirect, showConversation } from '../../chat/index.js';
import { faultText, t } from '../../i18n/index.js';
import { isComposing } from '../composition.js';
import { useChat } from '../context.js';
import { Dialog } from '../dialog.js';
import { Icon } from '../icon.js';
import { closeDialog } from '../view.js';
import { type Choice, choicesFor } from './choices.js';
import { pageCommands } from './page-commands.js';

const LIST = 'choices';
const choiceId = (at: number): string => `${LIST}-${at}`;

interface ChoiceLineProps {
  readonly choice: Choice;
  readonly at: number;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}

function ChoiceLine({ choice: { name, icon, presence, aside }, at, active, onPoint, onTake }: ChoiceLineProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
    <div
      id={choiceId(at)}
      class="choice"
      role="option"
      aria-selected={active}
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {icon !== undefined && <Icon name={icon} />}
      {presence !== undefined && <span class={`dot dot-${presence}`} aria-hidden="true" />}
      <span class="choice-name" dir="auto">
        {name}
      </span>
      {aside !== undefined && <span class="aside">{aside}</span>}
    </div>
  );
}

/** Rooms that are remembered while letters are typed. */
const MOST_LISTED = 2_000;

/**
 * Goes to a conversation, a person or a command by a few letters; joins one of the server's rooms, or makes a new one up.
 *
 * @param roomsOnly whether only rooms are wanted
 */
export function Switcher({ roomsOnly }: { readonly roomsOnly: boolean }) {
  const chat = useChat();
  const typed = useSignal('');
  const active = useSignal(0);
  const problem = useSignal('');
  const listed = useSignal<readonly ListedRoom[]>([]);
  /** Whether the server has more rooms than it has listed: then it is asked for what is typed. */
  const isPart = useSignal(false);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Without the server's list the dialog still knows the conversations that are open.
    listRooms(chat).then(
      ({ rooms, more }) => {
        listed.value = rooms;
        isPart.value = more > 0;
      },
      () => {},
    );
  }, []);
  const narrow = (wanted: string) => {
    const prefix = wanted.trim().replace(/^#/, '');
    if (!isPart.value || prefix === '' || /^[@/]/.test(prefix)) return;
    listRooms(chat, prefix).then(
      ({ rooms }) => {
        const known = new Set(listed.value.map(({ room }) => room));
        const found = rooms.filter(({ room }) => !known.has(room));
        if (found.length > 0) listed.value = [...listed.value, ...found].slice(-MOST_LISTED);
      },
      () => {},
    );
  };
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const commands = roomsOnly ? [] : pageCommands(chat);
  const choicesNow = () => choicesFor(chat, typed.value, { listed: listed.value, commands, roomsOnly });
  const choices = choicesNow();
  const field = t(roomsOnly ? 'roomName' : 'switcherField');

  const take = async (choice: Choice | undefined) => {
    if (choice === undefined) return;
    const { deed } = choice;
    try {
      if (deed.does === 'join') await joinRoom(chat, deed.room);
      if (deed.does === 'show') showConversation(chat, deed.key);
      if (deed.does === 'write') openDirect(chat, deed);
      closeDialog();
      // What it opens comes after the dialog has gone.
      if (deed.does === 'run') deed.run();
    } catch (thrown) {
      problem.value = faultText(detailedFault(thrown));
    }
  };
  const step = (by: number) => {
    const count = choicesNow().length;
    if (count > 0) active.value = (active.value + by + count) % count;
  };
  const pressed = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    // What counts is what is written now, drawn or not.
    else if (event.key === 'Enter') void take(choicesNow()[active.value]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={t(roomsOnly ? 'joinARoom' : 'switcherTitle')} class="switcher" onClose={closeDialog}>
      <input
        class="field"
        autofocus
        value={typed.value}
        role="combobox"
        aria-label={field}
        aria-expanded={true}
        aria-autocomplete="list"
        aria-controls={LIST}
        aria-activedescendant={choices.length > 0 ? choiceId(active.value) : undefined}
        placeholder={field}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          active.value = 0;
          problem.value = '';
          narrow(typed.value);
        }}
        onKeyDown={pressed}
      />
      {problem.value !== '' && (
        <div class="problem" role="alert">
          {problem.value}
        </div>
      )}
      <div ref={list} id={LIST} class="choices" role="listbox" tabIndex={-1} aria-label={t('suggestions')}>
        {choices.map((choice, at) => (
          <ChoiceLine
            key={choice.id}
            choice={choice}
            at={at}
            active={at === active.value}
            onPoint={() => {
              active.value = at;
            }}
            onTake={() => void take(choice)}
          />
        ))}
      </div>
      {roomsOnly && <p class="aside">{t('roomHint')}</p>}
    </Dialog>
  );
}
