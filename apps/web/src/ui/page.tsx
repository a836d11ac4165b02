import { useEffect } from 'preact/hooks';
import { activeConversation, type Chat } from '../chat/index.js';
import type { GatewayFacts } from '../gateway.js';
import { Composer } from './composer.js';
import { ChatProvider, FactsProvider, useChat } from './context.js';
import { NoConversation } from './empty.js';
import { Messages } from './messages.js';
import { NickDialog } from './nick-dialog.js';
import { PeopleColumn } from './people.js';
import { Rail } from './rail.js';
import { RoomHead } from './room-head.js';
import { RoomsDialog } from './rooms-dialog.js';
import { SettingsDialog } from './settings-dialog.js';
import { StatusLine } from './status-line.js';
import { dialog, drawer, openDialog } from './view.js';

function Room() {
  const conversation = activeConversation(useChat());
  return (
    <main class="room">
      <RoomHead conversation={conversation} />
      {conversation === undefined ? (
        <NoConversation />
      ) : (
        <Messages key={conversation.key} conversation={conversation} />
      )}
      <StatusLine conversation={conversation} />
      {conversation !== undefined && <Composer key={conversation.key} conversation={conversation} />}
    </main>
  );
}

/** Ctrl-K or Cmd-K goes to a room; Esc closes a drawer. */
function useKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openDialog('rooms');
      } else if (event.key === 'Escape' && drawer.value !== undefined) {
        event.preventDefault();
        drawer.value = undefined;
      }
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, []);
}

function Columns() {
  useKeys();
  const open = drawer.value;
  return (
    <div class={`page ${open === undefined ? '' : `page-${open}`}`}>
      <Rail />
      <Room />
      <PeopleColumn />
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
      {dialog.value === 'rooms' && <RoomsDialog />}
      {dialog.value === 'settings' && <SettingsDialog />}
      <NickDialog />
    </div>
  );
}

/** The whole page. */
export function Page({ chat, facts }: { readonly chat: Chat; readonly facts: GatewayFacts }) {
  return (
    <FactsProvider value={facts}>
      <ChatProvider value={chat}>
        <Columns />
      </ChatProvider>
    </FactsProvider>
  );
}
