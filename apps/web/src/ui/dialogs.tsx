import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useChat } from './context.js';
import { HelpDialog } from './help/help-dialog.js';
import { SettingsDialog } from './settings/settings-dialog.js';
import { Rename } from './sign-in/rename.js';
import { SignIn } from './sign-in/sign-in.js';
import { Switcher } from './switcher/switcher.js';
import { type DialogName, dialog } from './view.js';

const dialogs: Readonly<Record<DialogName, () => ComponentChildren>> = {
  help: () => <HelpDialog />,
  rename: () => <Rename />,
  rooms: () => <Switcher key="rooms" roomsOnly={true} />,
  settings: () => <SettingsDialog />,
  switcher: () => <Switcher key="switcher" roomsOnly={false} />,
};

/** Whether a nick has to be asked for: on the first visit, and when the one there is does not do. */
function useNickRequired(): boolean {
  const chat = useChat();
  const { name } = chat.connectionState.value;
  const asked = useRef(false);
  const stranger = chat.me.value === undefined;
  // While the answer is on its way, the question stays.
  asked.current = name === 'naming' || (stranger && (name === 'off' || (asked.current && name !== 'online')));
  return asked.current;
}

/** The dialog that is open, if any. */
export function Dialogs() {
  const naming = useNickRequired();
  if (naming) return <SignIn />;
  return dialog.value === undefined ? null : dialogs[dialog.value]();
}
