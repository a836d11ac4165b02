import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSecondsUntil } from '../../ui-kit/countdown.js';
import { isTyping } from '../../ui-kit/keyboard.js';
import { Toasts } from '../../ui-kit/toast.js';
import { OverviewTab, VitalTiles } from '../charts/charts.js';
import { faultText, type PhraseName, t } from '../i18n/index.js';
import { overview } from '../overview.js';
import { signIn, signInState } from '../session.js';
import { AuditTab } from '../tabs/audit.js';
import { ConfigTab } from '../tabs/config.js';
import { FilesTab } from '../tabs/files.js';
import { MessagesTab } from '../tabs/messages.js';
import { PluginsTab } from '../tabs/plugins.js';
import { RoomsTab } from '../tabs/rooms.js';
import { SessionsTab } from '../tabs/sessions.js';
import { dialog, showTab, type Tab, tab, tabs } from '../view.js';
import { ConnectionBar, Listeners, TopBar } from './top-bar.js';

/** Installs the keyboard shortcuts: `/` focuses the filter, Esc closes the panel. */
export function installShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    if (event.key === 'Escape') {
      document.querySelector<HTMLElement>('[data-panel] .panel-head .icon-button')?.click();
    }
    if (event.key !== '/' || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const filter = document.querySelector<HTMLInputElement>('[data-filter]');
    if (filter === null) return;
    event.preventDefault();
    filter.focus();
    filter.select();
  });
}

/** Names of the tabs. */
export const tabNames: Readonly<Record<Tab, PhraseName>> = {
  overview: 'tabOverview',
  sessions: 'tabSessions',
  rooms: 'tabRooms',
  messages: 'tabMessages',
  plugins: 'tabPlugins',
  files: 'tabFiles',
  audit: 'tabAudit',
  config: 'tabConfig',
};

const steps: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: () => -1,
};

/** The tab list; arrow keys move between tabs. */
function TabList() {
  const visible = tabs.filter((name) => name !== 'files' || overview.value?.files !== false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = steps[event.key]?.(visible.indexOf(tab.peek()));
    const next = to === undefined ? undefined : visible.at(to % visible.length);
    if (next === undefined) return;
    event.preventDefault();
    showTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t('sections')} onKeyDown={onKeyDown}>
      {visible.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === tab.value}
          aria-controls="tab-panel"
          tabIndex={name === tab.value ? 0 : -1}
          onClick={() => showTab(name)}
        >
          {t(tabNames[name])}
        </button>
      ))}
    </div>
  );
}

/** The sign-in form for the operator token. */
function SignIn() {
  const token = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const { value: state } = signInState;
  const signedOut = state.name === 'signedOut' ? state : undefined;
  const seconds = useSecondsUntil(signedOut?.until);
  const mustWait = signedOut?.isRetrying !== true && seconds > 0;
  useEffect(() => field.current?.focus(), []);
  return (
    <main class="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          const entered = token.peek().trim();
          if (entered !== '' && !mustWait) void signIn(entered);
        }}
      >
        <h1>{t('signInTitle')}</h1>
        <p class="aside">{t('signInIntro')}</p>
        <label class="labelled">
          <span>{t('token')}</span>
          <input
            ref={field}
            class="field"
            type="password"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="sign-in-problem"
            aria-invalid={signedOut?.fault?.status === 401}
            value={token.value}
            onInput={(event) => {
              token.value = event.currentTarget.value;
            }}
          />
        </label>
        <p id="sign-in-problem" class={signedOut?.isRetrying === true ? 'alert alert-warning' : 'alert'} role="alert">
          {signedOut?.fault !== undefined && faultText(signedOut.fault)}
        </p>
        {signedOut?.fault !== undefined && seconds > 0 && (
          <p class="aside">{t(signedOut.isRetrying === true ? 'retryIn' : 'waitFor', { n: seconds })}</p>
        )}
        <button
          type="submit"
          class="button"
          disabled={token.value.trim() === '' || mustWait || state.name === 'signingIn'}
        >
          {state.name === 'signingIn' ? t('signingIn') : t('signIn')}
        </button>
        <p class="aside">{t('signInKept')}</p>
      </form>
    </main>
  );
}

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

/** The console: the sign-in, or the dashboard. */
export function Shell() {
  if (signInState.value.name !== 'signedIn') return <SignIn />;
  const Content = contents[tab.value];
  return (
    <div class="console">
      <header class="head">
        <TopBar />
        <ConnectionBar />
        <Listeners />
        <VitalTiles />
      </header>
      <main class="console-main">
        <TabList />
        <div class="tab-panel" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
          <Content />
        </div>
      </main>
      <Toasts />
      {dialog.value?.()}
    </div>
  );
}
