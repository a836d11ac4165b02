import type { Signal } from '@preact/signals';
import { catalogues, chosenLanguage, languages, t } from '../i18n/index.js';
import { Dialog } from './dialog.js';
import { chosenTheme, closeDialog, themes } from './view.js';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly signal: Signal<T | undefined>;
  /** What stands for no choice. */
  readonly auto: string;
  readonly options: ReadonlyArray<readonly [value: T, text: string]>;
}

function Choice<T extends string>({ label, signal, auto, options }: ChoiceProps<T>) {
  return (
    <label class="setting">
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

/** Theme and language. */
export function SettingsDialog() {
  return (
    <Dialog title={t('settings')} onClose={closeDialog}>
      <div class="dialog-form">
        <Choice
          label={t('theme')}
          signal={chosenTheme}
          auto={t('themeAuto')}
          options={themes.map((theme) => [theme, t(themeNames[theme])])}
        />
        <Choice
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
