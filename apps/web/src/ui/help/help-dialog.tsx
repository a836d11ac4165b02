import { type PhraseName, t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';
import { closeDialog } from '../view.js';

const command = /^Mac|^iP/.test(navigator.platform) ? '⌘' : 'Ctrl';

const keys: ReadonlyArray<readonly [keys: readonly string[], does: PhraseName]> = [
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

/** What the keys do. */
export function HelpDialog() {
  return (
    <Dialog title={t('keyboard')} class="help" onClose={closeDialog}>
      <dl class="keys">
        {keys.map(([pressed, does]) => (
          <div key={does}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
