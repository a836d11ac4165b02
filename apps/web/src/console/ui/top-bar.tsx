import { language } from '../../i18n/chosen.js';
import { drainDialog } from '../acts/drain.js';
import { fileDialog } from '../acts/file.js';
import { sayDialog } from '../acts/say.js';
import { type PhraseName, t } from '../i18n/index.js';
import { signOut } from '../state/account.js';
import { openDialog } from '../state/dialog.js';
import { gatewayStatus } from '../state/link.js';
import { overview } from '../state/overview.js';
import { formatSpan } from '../text/format.js';
import { ActionButton, IconButton } from './button.js';
import { SettingsDialog } from './settings-dialog.js';

const states: Readonly<Record<string, readonly [colour: string, name: PhraseName]>> = {
  idle: ['grey', 'hubIdle'],
  open: ['green', 'hubOpen'],
  draining: ['amber', 'hubDraining'],
  stopped: ['red', 'hubStopped'],
  away: ['amber', 'hubAway'],
};

/** The hub: how it is, since when, which version; what can be said and sent; and the way out. */
export function TopBar() {
  const now = overview.value;
  const [colour, name] = states[gatewayStatus.value.name === 'away' ? 'away' : (now?.state ?? 'idle')] ?? [
    'grey',
    'hubIdle',
  ];
  return (
    <div class="top">
      <h1>
        Partyline <span>{t('console')}</span>
      </h1>
      <span class={`light light-${colour}`} data-hub={now?.state}>
        {t(name)}
      </span>
      {now !== undefined && (
        <span class="top-facts aside">
          <span>{t('uptime', { span: formatSpan(now.now - now.startedAt, language.value) })}</span>
          <span>{t('version', { version: now.version })}</span>
        </span>
      )}
      <div class="top-acts">
        <ActionButton icon="say" onClick={() => sayDialog({})}>
          {t('broadcast')}
        </ActionButton>
        {now?.files === true && (
          <ActionButton icon="upload" onClick={() => fileDialog({})}>
            {t('sendFile')}
          </ActionButton>
        )}
        <ActionButton icon="drain" danger disabled={now?.state !== 'open'} onClick={drainDialog}>
          {t('drain')}
        </ActionButton>
        <IconButton icon="settings" label={t('settings')} onClick={() => openDialog(() => <SettingsDialog />)} />
        <IconButton icon="leave" label={t('signOut')} onClick={() => signOut()} />
      </div>
    </div>
  );
}
