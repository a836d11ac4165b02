import { useSignal } from '@preact/signals';
import { CheckCheck, Eraser, Keyboard, LogOut, Moon, Pencil, Search, Settings, Sun, X } from 'lucide';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import {
  activeConversation,
  type Chat,
  clearMessages,
  detailedFault,
  displayName,
  joinRoom,
  type ListedRoom,
  leaveConversation,
  listRooms,
  markRead,
  openDirect,
  showConversation,
} from '../../chat/index.js';
import { faultText, t } from '../../i18n/index.js';
import { chosenTheme, theme } from '../../preferences.js';
import { Icon } from '../../ui-kit/button.js';
import { Dialog } from '../../ui-kit/dialog.js';
import { isComposing } from '../../ui-kit/keyboard.js';
import { useChat } from '../context.js';
import { closeDialog, openDialog, openSearch } from '../layout.js';
import { type Choice, choicesFor, type PageCommand } from './choices.js';

/** Returns the commands of the switcher. */
function pageCommands(chat: Chat): readonly PageCommand[] {
  const conversation = activeConversation(chat);
  const dark = theme.value === 'dark';
  const always: readonly PageCommand[] = [
    { name: t('settings'), icon: Settings, run: () => openDialog('settings') },
    { name: t('changeNick'), icon: Pencil, run: () => openDialog('rename') },
    { name: t('keyboard'), icon: Keyboard, run: () => openDialog('help') },
    {
      name: t(dark ? 'switchToLight' : 'switchToDark'),
      icon: dark ? Sun : Moon,
      run() {
        chosenTheme.value = dark ? 'light' : 'dark';
      },
    },
  ];
  if (conversation === undefined) return always;
  const isRoom = conversation.recipient.value === undefined;
  const name = displayName(conversation);
  return [
    { name: t('search'), icon: Search, run: openSearch },
    ...(conversation.unread.value > 0
      ? [{ name: t('markAsRead'), icon: CheckCheck, run: () => markRead(chat, conversation) } as const]
      : []),
    { name: t('clearList'), icon: Eraser, run: () => clearMessages(chat, conversation) },
    {
      name: isRoom ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name }),
      icon: isRoom ? LogOut : X,
      run: () => leaveConversation(chat, conversation.key),
    },
    ...always,
  ];
}

const LIST = 'choices';
const choiceId = (at: number): string => `${LIST}-${at}`;

interface ChoiceLineProps {
  readonly choice: Choice;
  readonly at: number;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onSelect: () => void;
}

function ChoiceLine({ choice: { name, icon, presence, aside }, at, active, onPoint, onSelect }: ChoiceLineProps) {
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
      onClick={onSelect}
    >
      {icon !== undefined && <Icon icon={icon} />}
      {presence !== undefined && <span class={`dot dot-${presence}`} aria-hidden="true" />}
      <span class="choice-name" dir="auto">
        {name}
      </span>
      {aside !== undefined && <span class="aside">{aside}</span>}
    </div>
  );
}

/** Maximum number of rooms to keep while typing. */
const MAX_LISTED = 2_000;

/**
 * Goes to a conversation, user or command by a few letters, or joins a room.
 *
 * @param roomsOnly offers only rooms
 */
export function Switcher({ roomsOnly }: { readonly roomsOnly: boolean }) {
  const chat = useChat();
  const typed = useSignal('');
  const active = useSignal(0);
  const problem = useSignal('');
  const listed = useSignal<readonly ListedRoom[]>([]);
  /** Whether the server has more rooms than it has listed: typing then queries it. */
  const isPartial = useSignal(false);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Without the server's list, open conversations are still offered.
    listRooms(chat).then(
      ({ rooms, more }) => {
        listed.value = rooms;
        isPartial.value = more > 0;
      },
      () => {},
    );
  }, []);
  const loadMatching = (text: string) => {
    const prefix = text.trim().replace(/^#/, '');
    if (!isPartial.value || prefix === '' || /^[@/]/.test(prefix)) return;
    listRooms(chat, prefix).then(
      ({ rooms }) => {
        const known = new Set(listed.value.map(({ room }) => room));
        const found = rooms.filter(({ room }) => !known.has(room));
        if (found.length > 0) listed.value = [...listed.value, ...found].slice(-MAX_LISTED);
      },
      () => {},
    );
  };
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const commands = roomsOnly ? [] : pageCommands(chat);
  const currentChoices = () => choicesFor(chat, typed.value, { listed: listed.value, commands, roomsOnly });
  const choices = currentChoices();
  const field = t(roomsOnly ? 'roomName' : 'switcherField');

  const select = async (choice: Choice | undefined) => {
    if (choice === undefined) return;
    const { action } = choice;
    try {
      if (action.type === 'join') await joinRoom(chat, action.room);
      if (action.type === 'show') showConversation(chat, action.key);
      if (action.type === 'write') openDirect(chat, action);
      closeDialog();
      // The action may open another dialog.
      if (action.type === 'run') action.run();
    } catch (thrown) {
      problem.value = faultText(detailedFault(thrown));
    }
  };
  const step = (by: number) => {
    const count = currentChoices().length;
    if (count > 0) active.value = (active.value + by + count) % count;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    // Read the current choices: the last input may not have rendered yet.
    else if (event.key === 'Enter') void select(currentChoices()[active.value]);
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
          loadMatching(typed.value);
        }}
        onKeyDown={onKeyDown}
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
            onSelect={() => void select(choice)}
          />
        ))}
      </div>
      {roomsOnly && <p class="aside">{t('roomHint')}</p>}
    </Dialog>
  );
}
