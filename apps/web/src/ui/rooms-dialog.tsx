import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { joinRoom, nameOf, show } from '../chat/index.js';
import { faultFrom, type ListedRoom, roomsIn } from '../connection/index.js';
import { faultText, t } from '../i18n/index.js';
import { fold } from '../text/nicks.js';
import { useChat } from './context.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';
import { closeDialog } from './view.js';

interface Choice {
  readonly key: string;
  readonly name: string;
  readonly joined: boolean;
  readonly direct: boolean;
  readonly members?: number;
}

/** Switches to a conversation, joins one of the server's rooms, or makes a new one up. */
export function RoomsDialog() {
  const chat = useChat();
  const typed = useSignal('');
  const problem = useSignal('');
  const listed = useSignal<readonly ListedRoom[]>([]);
  useEffect(() => {
    // Without the list the dialog still knows the conversations that are open.
    chat.link.request({ type: 'rooms' }).then(
      (result) => {
        listed.value = roomsIn(result);
      },
      () => {},
    );
  }, []);

  const open: readonly Choice[] = chat.conversations.value.map((conversation) => ({
    key: conversation.key,
    name: nameOf(conversation),
    joined: true,
    direct: conversation.peer.value !== undefined,
    ...(conversation.peer.value === undefined ? { members: conversation.roster.value.length } : {}),
  }));
  const others: readonly Choice[] = listed.value
    .filter(({ room }) => !open.some(({ key }) => key === room))
    .map(({ room, members }) => ({ key: room, name: room, joined: false, direct: false, members }));
  const bare = typed.value.trim().replace(/^[#@]/, '');
  const wanted = fold(bare);
  const choices = [...open, ...others].filter(({ name }) => fold(name).includes(wanted));
  const fresh: Choice = { key: typed.value.trim(), name: bare, joined: false, direct: false };
  const exact = choices.find(({ name }) => fold(name) === wanted);
  // What Enter does: the best of what is there, or else a new room.
  const best =
    wanted === '' ? undefined : (exact ?? choices.find(({ name }) => fold(name).startsWith(wanted)) ?? fresh);

  const choose = async ({ key, joined }: Pick<Choice, 'joined' | 'key'>) => {
    try {
      if (joined) show(chat, key);
      else await joinRoom(chat, key);
      closeDialog();
    } catch (thrown) {
      const { code, message } = faultFrom(thrown);
      problem.value = faultText({ code, text: message });
    }
  };

  return (
    <Dialog title={t('goToRoom')} onClose={closeDialog}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (best !== undefined) void choose(best);
        }}
      >
        <input
          class="field"
          autofocus
          value={typed.value}
          aria-label={t('roomName')}
          placeholder={t('roomName')}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            problem.value = '';
          }}
        />
        {problem.value !== '' && (
          <div class="problem" role="alert">
            {problem.value}
          </div>
        )}
        <ul class="choices">
          {choices.map((choice) => (
            <li key={choice.key}>
              <button type="button" class="choice" onClick={() => void choose(choice)}>
                {choice.direct ? <span class="dot" aria-hidden="true" /> : <Icon name="room" />}
                <span class="entry-name">{choice.name}</span>
                {choice === best && <Icon name="enter" size={14} />}
                {choice.joined && <Icon name="check" size={14} />}
                {choice.members !== undefined && <span class="aside">{t('peopleInRoom', { n: choice.members })}</span>}
              </button>
            </li>
          ))}
          {wanted !== '' && exact === undefined && (
            <li>
              <button type="button" class="choice choice-new" onClick={() => void choose(fresh)}>
                <Icon name="plus" />
                <span class="entry-name">{t('joinRoom', { room: bare })}</span>
                {best === fresh && <Icon name="enter" size={14} />}
              </button>
            </li>
          )}
        </ul>
        <p class="aside">{t('roomHint')}</p>
      </form>
    </Dialog>
  );
}
