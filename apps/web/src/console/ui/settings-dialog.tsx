import type { Signal } from '@preact/signals';
import { chosenLanguage } from '../../i18n/chosen.js';
import { languages } from '../../i18n/language.js';
import { chosenTheme, themes } from '../../ui/view.js';
import { catalogues, t } from '../i18n/index.js';
import { Dialog } from './dialog.js';

interface PreferenceProps<T extends string> {
  readonly label: string;
  readonly signal: Signal<T | undefined>;
  /** What stands for no choice. */
  readonly auto: string;
  readonly options: ReadonlyArray<readonly [value: T, text: string]>;
}

function Preference<T extends string>({ label, signal, auto, options }: PreferenceProps<T>) {
  return (
    <label class="labelled">
      <span>{label}</span>
      <select
        class="field"
        value={signal.value ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          signal.value = options.find(([value]) => value === chosen)?.[0];
        }}
      >
        <option value="">{auto}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

const themeNames = { light: 'themeLight', dark: 'themeDark' } as const;

/** Theme and language, the same as in the chat. */
export function SettingsDialog() {
  return (
    <Dialog title={t('settings')}>
      <div class="ask-form">
        <Preference
          label={t('theme')}
          signal={chosenTheme}
          auto={t('themeAuto')}
          options={themes.map((theme) => [theme, t(themeNames[theme])])}
        />
        <Preference
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
