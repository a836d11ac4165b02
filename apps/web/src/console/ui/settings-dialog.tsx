import { chosenLanguage } from '../../i18n/chosen.js';
import { languages } from '../../i18n/language.js';
import { Choice } from '../../ui/choice.js';
import { chosenTheme, themes } from '../../ui/view.js';
import { catalogues, t } from '../i18n/index.js';
import { Dialog } from './dialog.js';

const themeNames = { light: 'themeLight', dark: 'themeDark' } as const;

/** Theme and language, the same as in the chat. */
export function SettingsDialog() {
  return (
    <Dialog title={t('settings')}>
      <div class="ask-form">
        <Choice
          class="labelled"
          label={t('theme')}
          signal={chosenTheme}
          auto={t('themeAuto')}
          options={themes.map((theme) => [theme, t(themeNames[theme])])}
        />
        <Choice
          class="labelled"
          label={t('languageLabel')}
          signal={chosenLanguage}
          auto={t('languageAuto')}
          options={languages.map((language) => [language, String(catalogues[language].language)])}
        />
        <p class="aside">{t('settingsKept')}</p>
      </div>
    </Dialog>
  );
}
