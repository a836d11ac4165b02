import { useEffect } from 'preact/hooks';
import { activeConversation, type Chat, type Conversation } from '../chat/index.js';
import type { GatewayInfo } from '../gateway.js';
import { MenuLayer } from '../ui-kit/menu.js';
import { Toasts } from '../ui-kit/toast.js';
import { ConnectionAnnouncer } from './connection.js';
import { ChatProvider, GatewayInfoProvider, useChat } from './context.js';
import { syncAddress } from './conversation-menu.js';
import { Dialogs } from './dialogs.js';
import { closeDrawer, searching, useDrawers, useShortcuts } from './layout.js';
import { MemberList } from './members/member-list.js';
import { SearchPanel } from './messages/search.js';
import { notifyMentions } from './notifications.js';
import { Room } from './room/room.js';
import { Sidebar } from './sidebar.js';

interface RightColumnProps {
  readonly conversation: Conversation | undefined;
  readonly inert: boolean;
}

/** The right column: the members of a room, or the search. */
function RightColumn({ conversation, inert }: RightColumnProps) {
  if (conversation === undefined) return null;
  if (searching.value) return <SearchPanel key={conversation.key} conversation={conversation} inert={inert} />;
  return conversation.recipient.value === undefined ? <MemberList conversation={conversation} inert={inert} /> : null;
}

function Columns() {
  const chat = useChat();
  useShortcuts();
  useEffect(() => syncAddress(chat), [chat]);
  useEffect(() => notifyMentions(chat), [chat]);
  const open = useDrawers();
  const conversation = activeConversation(chat);
  return (
    <div class={`page ${open === undefined ? '' : `page-${open}`}`}>
      <Sidebar inert={open === 'members'} />
      <Room conversation={conversation} inert={open !== undefined} />
      <RightColumn conversation={conversation} inert={open === 'sidebar'} />
      {open !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the drawer; the keyboard has Esc.
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
        <div class="scrim" onClick={closeDrawer} />
      )}
      <Dialogs />
      <MenuLayer />
      <Toasts />
      <ConnectionAnnouncer />
    </div>
  );
}

/** The chat page. */
export function Page({ chat, info }: { readonly chat: Chat; readonly info: GatewayInfo }) {
  return (
    <GatewayInfoProvider value={info}>
      <ChatProvider value={chat}>
        <Columns />
      </ChatProvider>
    </GatewayInfoProvider>
  );
}
