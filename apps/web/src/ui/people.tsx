import { activeConversation, type Conversation, openDirect, type Roster } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { wireTag } from '../text/nicks.js';
import { useChat } from './context.js';
import { IconButton } from './icon-button.js';
import { Nick } from './nick.js';
import { drawer } from './view.js';

/** The short tags of the wires that somebody is on, each once. */
export function Wires({ wires }: { readonly wires: readonly string[] }) {
  return (
    <>
      {[...new Set(wires.map(wireTag))].map((tag) => (
        <span class="wire" key={tag} title={wires.filter((wire) => wireTag(wire) === tag).join(', ')}>
          {tag}
        </span>
      ))}
    </>
  );
}

function Member({ member }: { readonly member: Roster[number] }) {
  const chat = useChat();
  const { id, nick, wires } = member;
  if (id === chat.me.value?.id) {
    return (
      <li class="person">
        <span class="dot dot-on" aria-hidden="true" />
        <Nick nick={nick} />
        <span class="aside">{t('you')}</span>
        <Wires wires={wires} />
      </li>
    );
  }
  const open = () => {
    openDirect(chat, { id, nick });
    drawer.value = undefined;
  };
  return (
    <li>
      <button type="button" class="person" title={t('writeTo', { nick })} onClick={open}>
        <span class="dot dot-on" aria-hidden="true" />
        <Nick nick={nick} />
        <Wires wires={wires} />
      </button>
    </li>
  );
}

/** The right column: who is in the room. */
export function People({ conversation }: { readonly conversation: Conversation }) {
  const roster = conversation.roster.value;
  return (
    <aside class="people" aria-label={t('people')}>
      <header class="people-head">
        <h2>{t('online', { n: roster.length })}</h2>
        <IconButton
          icon="close"
          class="drawer-close"
          label={t('close')}
          onClick={() => {
            drawer.value = undefined;
          }}
        />
      </header>
      <ul>
        {roster.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
    </aside>
  );
}

/** The right column of the shown room; nothing for a direct conversation, whose people are known. */
export function PeopleColumn() {
  const conversation = activeConversation(useChat());
  if (conversation === undefined || conversation.peer.value !== undefined) return null;
  return <People conversation={conversation} />;
}
