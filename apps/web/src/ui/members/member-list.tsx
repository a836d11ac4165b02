import { AtSign, Crown, MessageCircle, Shield, X } from 'lucide';
import { type Conversation, openDirect, type Roster } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon, IconButton } from '../../ui-kit/button.js';
import { openMenu } from '../../ui-kit/menu.js';
import { Nick, WireTags } from '../../ui-kit/names.js';
import { insertMention } from '../composer/draft.js';
import { useChat } from '../context.js';
import { closeDrawer } from '../layout.js';
import { type Role, type Roles, useRoles } from './roles.js';

const roleNames = { owner: 'roleOwner', moderator: 'roleModerator' } as const;

function RoleMark({ role }: { readonly role: Role }) {
  const icon = role === 'owner' ? Crown : Shield;
  return (
    <span class="role" role="img" aria-label={t(roleNames[role])} title={t(roleNames[role])}>
      <Icon icon={icon} size={13} />
    </span>
  );
}

interface MemberProps {
  readonly member: Roster[number];
  readonly role: Role | undefined;
}

/** A member of the room. */
function MemberRow({ member, role }: MemberProps) {
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
  if (id === chat.me.value?.id) return <li class="member">{content}</li>;
  const menu = () =>
    [
      {
        label: t('writeTo', { nick }),
        icon: MessageCircle,
        run() {
          closeDrawer();
          openDirect(chat, { id, nick });
        },
      },
      {
        label: t('mentionUser', { nick }),
        icon: AtSign,
        run() {
          closeDrawer();
          insertMention(nick);
        },
      },
    ] as const;
  return (
    <li>
      <button
        type="button"
        class={`member ${away === true ? 'member-away' : ''}`}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => openMenu(currentTarget, nick, menu())}
      >
        {content}
      </button>
    </li>
  );
}

interface GroupProps {
  readonly title: string;
  readonly roles: Roles;
  readonly members: Roster;
}

function Group({ title, roles, members }: GroupProps) {
  if (members.length === 0) return null;
  return (
    <section>
      <h3 class="members-title">{title}</h3>
      <ul>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} role={roles.get(member.id)} />
        ))}
      </ul>
    </section>
  );
}

/** The right column: members of the room. */
export function MemberList({ conversation, inert }: { readonly conversation: Conversation; readonly inert: boolean }) {
  const roles = useRoles(conversation);
  const roster = conversation.roster.value;
  const online = roster.filter(({ away }) => away !== true);
  const away = roster.filter((member) => member.away === true);
  return (
    <aside class="members" data-drawer="members" aria-label={t('members')} inert={inert}>
      <header class="members-head">
        <h2>{t('members')}</h2>
        <IconButton icon={X} class="drawer-close" label={t('close')} onClick={closeDrawer} />
      </header>
      <div class="members-lists">
        <Group title={t('online', { n: online.length })} roles={roles} members={online} />
        <Group title={t('away', { n: away.length })} roles={roles} members={away} />
      </div>
    </aside>
  );
}
