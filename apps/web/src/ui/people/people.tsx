import type { Conversation, Roster } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { IconButton } from '../icon-button.js';
import { drawer } from '../view.js';
import { MemberRow } from './member.js';
import { useRoles } from './roles.js';
import type { Roles } from './roles-in.js';

interface GroupProps {
  readonly title: string;
  readonly roles: Roles;
  readonly members: Roster;
}

function Group({ title, roles, members }: GroupProps) {
  if (members.length === 0) return null;
  return (
    <section>
      <h3 class="people-title">{title}</h3>
      <ul>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} role={roles.get(member.id)} />
        ))}
      </ul>
    </section>
  );
}

/** The right column: who is in the room. */
export function MemberList({ conversation, inert }: { readonly conversation: Conversation; readonly inert: boolean }) {
  const roles = useRoles(conversation);
  const roster = conversation.roster.value;
  const here = roster.filter(({ away }) => away !== true);
  const away = roster.filter((member) => member.away === true);
  return (
    <aside class="people" aria-label={t('people')} inert={inert}>
      <header class="people-head">
        <h2>{t('people')}</h2>
        <IconButton
          icon="close"
          class="drawer-close"
          label={t('close')}
          onClick={() => {
            drawer.value = undefined;
          }}
        />
      </header>
      <div class="people-lists">
        <Group title={t('online', { n: here.length })} roles={roles} members={here} />
        <Group title={t('away', { n: away.length })} roles={roles} members={away} />
      </div>
    </aside>
  );
}
