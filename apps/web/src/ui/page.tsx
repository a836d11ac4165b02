import { useEffect } from 'preact/hooks';
import { activeConversation, type Chat, type Conversation } from '../chat/index.js';
import type { GatewayInfo } from '../gateway.js';
import { syncAddress } from './address.js';
import { Composer } from './composer/composer.js';
import { ConnectionAnnouncer } from './connection/link-light.js';
import { StatusLine } from './connection/status-line.js';
import { ChatProvider, GatewayInfoProvider, useChat } from './context.js';
import { Dialogs } from './dialogs.js';
import { useKeys } from './keys.js';
import { MenuLayer } from './menu.js';
import { Messages } from './messages/index.js';
import { notifyMentions } from './notices.js';
import { MemberList } from './people/people.js';
import { Sidebar } from './rail/rail.js';
import { DropTarget } from './room/drop-target.js';
import { NoConversation } from './room/no-conversation.js';
import { RoomHead } from './room/room-head.js';
import { SearchPanel } from './search/search-panel.js';
import { Toast } from './told.js';
import { useDrawers } from './use-drawers.js';
import { drawer, searching } from './view.js';

interface ColumnProps {
  readonly conversation: Conversation | undefined;
  readonly inert: boolean;
}

function Room({ conversation, inert }: ColumnProps) {
  return (
    <DropTarget conversation={conversation} inert={inert}>
      <RoomHead conversation={conversation} />
      {conversation === undefined ? (
        <NoConversation />
      ) : (
        <Messages key={conversation.key} conversation={conversation} />
      )}
      <StatusLine conversation={conversation} />
      {conversation !== undefined && <Composer key={conversation.key} conversation={conversation} />}
    </DropTarget>
  );
}

/** Nothing for a direct conversation, whose people are known, unless it is searched. */
function RightColumn({ conversation, inert }: ColumnProps) {
  if (conversation === undefined) return null;
  if (searching.value) return <SearchPanel key={conversation.key} conversation={conversation} inert={inert} />;
  return conversation.peer.value === undefined ? <MemberList conversation={conversation} inert={inert} /> : null;
}

function Columns() {
  const chat = useChat();
  useKeys();
  useEffect(() => syncAddress(chat), [chat]);
  useEffect(() => notifyMentions(chat), [chat]);
  const open = useDrawers();
  const conversation = activeConversation(chat);
  return (
    <div class={`page ${open === undefined ? '' : `page-${open}`}`}>
      <Sidebar inert={open === 'people'} />
      <Room conversation={conversation} inert={open !== undefined} />
      <RightColumn conversation={conversation} inert={open === 'rail'} />
      {open !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the drawer; the keyboard has Esc.
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
        <div
          class="scrim"
          onClick={() => {
            drawer.value = undefined;
          }}
        />
      )}
      <Dialogs />
      <MenuLayer />
      <Toast />
      <ConnectionAnnouncer />
    </div>
  );
}

/** The whole page. */
export function Page({ chat, facts }: { readonly chat: Chat; readonly facts: GatewayInfo }) {
  return (
    <GatewayInfoProvider value={facts}>
      <ChatProvider value={chat}>
        <Columns />
      </ChatProvider>
    </GatewayInfoProvider>
  );
}
