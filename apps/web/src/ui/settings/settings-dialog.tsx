import { catalogues, chosenLanguage, languages, t } from '../../i18n/index.js';
import { Choice } from '../choice.js';
import { useChat } from '../context.js';
import { Dialog } from '../dialog.js';
import { density, presenceVisibility } from '../taste.js';
import { chosenTheme, closeDialog, openDialog, themes } from '../view.js';
import { MentionSwitch } from './mention-switch.js';
import { Switch } from './switch.js';

const themeNames = { light: 'themeLight', dark: 'themeDark' } as const;

/** How the page looks and behaves, for this browser. */
export function SettingsDialog() {
  const chat = useChat();
  const nick = chat.me.value?.nick;
  return (
    <Dialog title={t('settings')} class="settings" onClose={closeDialog}>
      <div class="setting">
        <span>{t('nickLabel')}</span>
        <span class="setting-nick">
          <strong dir="auto">{nick}</strong>
          <button
            type="button"
            class="link-button"
            disabled={chat.connectionState.value.name !== 'online'}
            onClick={() => openDialog('rename')}
          >
            {t('changeNick')}
          </button>
        </span>
      </div>
      <Choice
        class="setting"
        label={t('theme')}
        signal={chosenTheme}
        auto={t('themeAuto')}
        options={themes.map((theme) => [theme, t(themeNames[theme])])}
      />
      <Choice
        class="setting"
        label={t('languageLabel')}
        signal={chosenLanguage}
        auto={t('languageAuto')}
        options={languages.map((language) => [language, String(catalogues[language].language)])}
      />
      <Choice
        class="setting"
        label={t('density')}
        signal={density}
        auto={t('densityComfortable')}
        options={[['compact', t('densityCompact')]]}
      />
      <Switch
        label={t('showPresence')}
        on={presenceVisibility.value === undefined}
        onChange={(on) => {
          presenceVisibility.value = on ? undefined : 'hidden';
        }}
      />
      <MentionSwitch />
      <p class="aside">{t('settingsKept')}</p>
    </Dialog>
  );
}
