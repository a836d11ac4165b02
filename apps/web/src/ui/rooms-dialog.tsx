import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Chat, joinRoom, nameOf, show } from '../chat/index.js';
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

/** What there is to choose from, and what Enter chooses: the best match, or else a new room. */
function search(chat: Chat, listed: readonly ListedRoom[], typed: string) {
  const open = chat.conversations.value.map((conversation): Choice => {
    const direct = conversation.peer.value !== undefined;
    const what = { key: conversation.key, name: nameOf(conversation), joined: true, direct };
    return direct ? what : { ...what, members: conversation.roster.value.length };
  });
  const others = listed
    .filter(({ room }) => !open.some(({ key }) => key === room))
    .map(({ room, members }): Choice => ({ key: room, name: room, joined: false, direct: false, members }));
  const name = typed.trim().replace(/^[#@]/, '');
  const wanted = fold(name);
  const fresh: Choice = { key: name, name, joined: false, direct: false };
  const choices = [...open, ...others].filter((choice) => fold(choice.name).includes(wanted));
  const exact = choices.find((choice) => fold(choice.name) === wanted);
  const near = exact ?? choices.find((choice) => fold(choice.name).startsWith(wanted));
  return { choices, fresh, exact, best: wanted === '' ? undefined : (near ?? fresh) };
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

  const { choices, fresh, exact, best } = search(chat, listed.value, typed.value);

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
          // What counts is what is written now, drawn or not.
          const found = search(chat, listed.value, typed.value).best;
          if (found !== undefined) void choose(found);
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
          {fresh.name !== '' && exact === undefined && (
            <li>
              <button type="button" class="choice choice-new" onClick={() => void choose(fresh)}>
                <Icon name="plus" />
                <span class="entry-name">{t('joinRoom', { room: fresh.name })}</span>
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
