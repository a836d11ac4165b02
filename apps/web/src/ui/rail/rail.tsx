import { language, t } from '../../i18n/index.js';
import { ConnectionLight } from '../connection/link-light.js';
import { useChat } from '../context.js';
import { IconButton } from '../icon-button.js';
import { chosenTheme, drawer, openDialog, theme } from '../view.js';
import { ConversationEntry } from './entry.js';
import { sidebarOrder } from './order.js';
import { CurrentUser } from './self.js';

/** The left column: the connection, rooms, direct conversations, and who we are. */
export function Sidebar({ inert }: { readonly inert: boolean }) {
  const chat = useChat();
  const { rooms, direct } = sidebarOrder(chat.conversations.value, language.value);
  const dark = theme.value === 'dark';
  return (
    <nav class="rail" aria-label={t('rooms')} inert={inert}>
      <header class="rail-head">
        <h1 class="wordmark">Partyline</h1>
        <ConnectionLight />
        <span class="push" />
        <IconButton
          icon={dark ? 'light' : 'dark'}
          label={t(dark ? 'switchToLight' : 'switchToDark')}
          onClick={() => {
            chosenTheme.value = dark ? 'light' : 'dark';
          }}
        />
        <IconButton
          icon="close"
          class="rail-close"
          label={t('close')}
          onClick={() => {
            drawer.value = undefined;
          }}
        />
      </header>
      <button type="button" class="jump" onClick={() => openDialog('switcher')}>
        <span>{t('switcherTitle')}…</span>
        <kbd>{shortcut}</kbd>
      </button>
      <div class="rail-lists">
        <div class="rail-title">
          <h2>{t('rooms')}</h2>
          <IconButton icon="plus" label={t('joinARoom')} opens="dialog" onClick={() => openDialog('rooms')} />
        </div>
        <ul>
          {rooms.map((conversation) => (
            <ConversationEntry key={conversation.key} conversation={conversation} />
          ))}
        </ul>
        {direct.length > 0 && (
          <>
            <div class="rail-title">
              <h2>{t('direct')}</h2>
            </div>
            <ul>
              {direct.map((conversation) => (
                <ConversationEntry key={conversation.key} conversation={conversation} />
              ))}
            </ul>
          </>
        )}
      </div>
      <CurrentUser />
    </nav>
  );
}

const shortcut = /^Mac|^iP/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
