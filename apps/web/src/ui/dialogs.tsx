import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type PhraseName, t } from '../i18n/index.js';
import { density, presenceVisibility } from '../preferences.js';
import { Dialog } from '../ui-kit/dialog.js';
import { AppearanceSettings, SettingSelect, SettingSwitch } from '../ui-kit/settings.js';
import { useChat } from './context.js';
import { closeDialog, type DialogName, dialog, openDialog } from './layout.js';
import { MentionSetting } from './notifications.js';
import { RenameDialog, SignInDialog } from './sign-in.js';
import { Switcher } from './switcher/switcher.js';

const command = /^Mac|^iP/.test(navigator.platform) ? '⌘' : 'Ctrl';

const shortcuts: ReadonlyArray<readonly [keys: readonly string[], description: PhraseName]> = [
  [[command, 'K'], 'keySwitch'],
  [[command, 'Shift', 'F'], 'keySearch'],
  [['Enter'], 'keySend'],
  [['Shift', 'Enter'], 'keyNewLine'],
  [['↑'], 'keyEditLast'],
  [['Tab'], 'keyComplete'],
  [['↑', '↓'], 'keyMessages'],
  [['Esc'], 'keyEscape'],
  [['?'], 'keyHelp'],
];

function HelpDialog() {
  return (
    <Dialog title={t('keyboard')} class="help" onClose={closeDialog}>
      <dl class="keys">
        {shortcuts.map(([keys, description]) => (
          <div key={description}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(description)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function SettingsDialog() {
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
      <AppearanceSettings />
      <SettingSelect
        label={t('density')}
        signal={density}
        auto={t('densityComfortable')}
        options={[['compact', t('densityCompact')]]}
      />
      <SettingSwitch
        label={t('showPresence')}
        on={presenceVisibility.value === undefined}
        onChange={(on) => {
          presenceVisibility.value = on ? undefined : 'hidden';
        }}
      />
      <MentionSetting />
      <p class="aside">{t('settingsKept')}</p>
    </Dialog>
  );
}

const dialogs: Readonly<Record<DialogName, () => ComponentChildren>> = {
  help: () => <HelpDialog />,
  rename: () => <RenameDialog />,
  rooms: () => <Switcher key="rooms" roomsOnly={true} />,
  settings: () => <SettingsDialog />,
  switcher: () => <Switcher key="switcher" roomsOnly={false} />,
};

/** Checks whether a nick is needed: on the first visit, and when the server refuses the current one. */
function useNickRequired(): boolean {
  const chat = useChat();
  const { name } = chat.connectionState.value;
  const isRequired = useRef(false);
  const isFirstVisit = chat.me.value === undefined;
  // The dialog stays open until the login has completed.
  isRequired.current =
    name === 'naming' || (isFirstVisit && (name === 'off' || (isRequired.current && name !== 'online')));
  return isRequired.current;
}

/** The open dialog, if any. */
export function Dialogs() {
  const isNickRequired = useNickRequired();
  if (isNickRequired) return <SignInDialog />;
  return dialog.value === undefined ? null : dialogs[dialog.value]();
}
