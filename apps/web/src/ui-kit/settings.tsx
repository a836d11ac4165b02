import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { chosenLanguage, languageNames, languages } from '../i18n/language.js';
import { chosenTheme, themes } from '../preferences.js';
import { Switch, type SwitchProps } from './fields.js';
import { kitPhrase } from './phrases.js';

export interface SettingSelectProps<T extends string> {
  readonly label: string;
  readonly signal: Signal<T | undefined>;
  /** Text of the option for `undefined`. */
  readonly auto: string;
  readonly options: ReadonlyArray<readonly [value: T, text: string]>;
}

/** A setting with one of several values, or the default. */
export function SettingSelect<T extends string>({ label, signal, auto, options }: SettingSelectProps<T>) {
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

/** A setting that is on or off. */
export function SettingSwitch(props: Omit<SwitchProps, 'id' | 'title'>) {
  const id = useId();
  return (
    <div class="setting">
      <label for={id}>{props.label}</label>
      <Switch id={id} {...props} />
    </div>
  );
}

const themeNames = { light: 'themeLight', dark: 'themeDark' } as const;

/** The settings that both pages share: theme and language. */
export function AppearanceSettings() {
  return (
    <>
      <SettingSelect
        label={kitPhrase('theme')}
        signal={chosenTheme}
        auto={kitPhrase('themeAuto')}
        options={themes.map((theme) => [theme, kitPhrase(themeNames[theme])])}
      />
      <SettingSelect
        label={kitPhrase('language')}
        signal={chosenLanguage}
        auto={kitPhrase('languageAuto')}
        options={languages.map((language) => [language, languageNames[language]])}
      />
    </>
  );
}
