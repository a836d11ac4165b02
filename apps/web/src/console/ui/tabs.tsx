import { type PhraseName, t } from '../i18n/index.js';
import { overview } from '../state/overview.js';
import { showTab, type Tab, tab, tabs } from '../state/tab.js';

/** What each tab is called. */
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

const keys: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: () => -1,
};

/** The tabs; arrows go from one to the next. */
export function TabList() {
  const shown = tabs.filter((which) => which !== 'files' || overview.value?.files !== false);
  const step = (event: KeyboardEvent): void => {
    const to = keys[event.key]?.(shown.indexOf(tab.peek()));
    const next = to === undefined ? undefined : shown.at(to % shown.length);
    if (next === undefined) return;
    event.preventDefault();
    showTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t('sections')} onKeyDown={step}>
      {shown.map((which) => (
        <button
          key={which}
          id={`tab-${which}`}
          type="button"
          role="tab"
          aria-selected={which === tab.value}
          aria-controls="shown-tab"
          tabIndex={which === tab.value ? 0 : -1}
          onClick={() => showTab(which)}
        >
          {t(tabNames[which])}
        </button>
      ))}
    </div>
  );
}
