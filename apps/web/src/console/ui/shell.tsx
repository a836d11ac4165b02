import type { ComponentType } from 'preact';
import { VitalTiles } from '../charts/vital-tiles.js';
import { account } from '../state/account.js';
import { type Tab, tab } from '../state/tab.js';
import { AuditTab } from '../tabs/audit.js';
import { ConfigTab } from '../tabs/config.js';
import { FilesTab } from '../tabs/files.js';
import { MessagesTab } from '../tabs/messages.js';
import { OverviewTab } from '../tabs/overview.js';
import { PluginsTab } from '../tabs/plugins.js';
import { RoomsTab } from '../tabs/rooms.js';
import { SessionsTab } from '../tabs/sessions.js';
import { OpenDialog } from './dialog.js';
import { ConnectionBar } from './link-bar.js';
import { Listeners } from './listeners.js';
import { SignIn } from './sign-in.js';
import { TabList } from './tabs.js';
import { Toasts } from './toasts.js';
import { TopBar } from './top-bar.js';

const contents: Readonly<Record<Tab, ComponentType>> = {
  overview: OverviewTab,
  sessions: SessionsTab,
  rooms: RoomsTab,
  messages: MessagesTab,
  plugins: PluginsTab,
  files: FilesTab,
  audit: AuditTab,
  config: ConfigTab,
};

/** The console: asks who is there, and shows them everything. */
export function Shell() {
  if (account.value.name !== 'in') return <SignIn />;
  const Content = contents[tab.value];
  return (
    <div class="console">
      <header class="head">
        <TopBar />
        <ConnectionBar />
        <Listeners />
        <VitalTiles />
      </header>
      <main class="shown">
        <TabList />
        <div class="shown-tab" id="shown-tab" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
          <Content />
        </div>
      </main>
      <Toasts />
      <OpenDialog />
    </div>
  );
}
