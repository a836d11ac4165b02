import { openDirect, type Roster } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { insertMention } from '../composer/insert.js';
import { useChat } from '../context.js';
import { Icon, type IconName } from '../icon.js';
import { openMenu } from '../menu.js';
import { Nick } from '../messages/nick.js';
import { drawer } from '../view.js';
import type { Role } from './roles-in.js';
import { WireTags } from './wires.js';

const roleMarks = { owner: 'roleOwner', moderator: 'roleModerator' } as const;

function RoleMark({ role }: { readonly role: Role }) {
  const icon: IconName = role;
  return (
    <span class="role" role="img" aria-label={t(roleMarks[role])} title={t(roleMarks[role])}>
      <Icon name={icon} size={13} />
    </span>
  );
}

interface MemberProps {
  readonly member: Roster[number];
  readonly role: Role | undefined;
}

/** One person in the people column. */
export function MemberRow({ member, role }: MemberProps) {
  const chat = useChat();
  const { id, nick, wires, away } = member;
  const content = (
    <>
      <span class={`dot dot-${away === true ? 'away' : 'on'}`} aria-hidden="true" />
      <Nick nick={nick} />
      {role !== undefined && <RoleMark role={role} />}
      {id === chat.me.value?.id && <span class="aside">{t('you')}</span>}
      <span class="push" />
      <WireTags wires={wires} />
    </>
  );
  if (id === chat.me.value?.id) return <li class="person">{content}</li>;
  const lines = () =>
    [
      {
        label: t('writeTo', { nick }),
        icon: 'message',
        run() {
          drawer.value = undefined;
          openDirect(chat, { id, nick });
        },
      },
      {
        label: t('mentionThem', { nick }),
        icon: 'mention',
        run() {
          drawer.value = undefined;
          insertMention(nick);
        },
      },
    ] as const;
  return (
    <li>
      <button
        type="button"
        class={`person ${away === true ? 'person-away' : ''}`}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => openMenu(currentTarget, nick, lines())}
      >
        {content}
      </button>
    </li>
  );
}
