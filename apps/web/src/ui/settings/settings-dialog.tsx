import type { Signal } from '@preact/signals';
import { catalogues, chosenLanguage, languages, t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { Dialog } from '../dialog.js';
import { density, presence } from '../taste.js';
import { chosenTheme, closeDialog, openDialog, themes } from '../view.js';
import { MentionSwitch } from './mention-switch.js';
import { Switch } from './switch.js';

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
            disabled={chat.linkState.value.name !== 'online'}
            onClick={() => openDialog('rename')}
          >
            {t('changeNick')}
          </button>
        </span>
      </div>
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
      <Choice
        label={t('density')}
        signal={density}
        auto={t('densityComfortable')}
        options={[['compact', t('densityCompact')]]}
      />
      <Switch
        label={t('showPresence')}
        on={presence.value === undefined}
        onChange={(on) => {
          presence.value = on ? undefined : 'hidden';
        }}
      />
      <MentionSwitch />
      <p class="aside">{t('settingsKept')}</p>
    </Dialog>
  );
}
