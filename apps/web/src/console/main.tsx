import { effect } from '@preact/signals';
import { render } from 'preact';
import { chosenLanguage, language } from '../i18n/chosen.js';
import { languages } from '../i18n/language.js';
import { persistSignal } from '../preferences.js';
import { guardComposition } from '../ui/composition.js';
import { chosenTheme, themes } from '../ui/view.js';
import { t } from './i18n/index.js';
import { signIn } from './state/account.js';
import { tab } from './state/tab.js';
import { loadToken, tokenInAddress } from './state/token.js';
import { listenForKeys } from './ui/keys.js';
import { Shell } from './ui/shell.js';
import { tabNames } from './ui/tabs.js';
import '../styles/tokens.css';
import '../styles/base.css';
import './styles/shell.css';
import './styles/sign-in.css';
import './styles/vitals.css';
import './styles/controls.css';
import './styles/table.css';
import './styles/panel.css';
import './styles/dialog.css';
import './styles/narrow.css';

guardComposition();
persistSignal('theme', chosenTheme, (kept) => themes.find((theme) => theme === kept));
persistSignal('language', chosenLanguage, (kept) => languages.find((known) => known === kept));
effect(() => {
  document.documentElement.lang = language.value;
  document.title = `${t(tabNames[tab.value])} · ${t('console')} · Partyline`;
});

function signInFromAddress(): void {
  const token = tokenInAddress();
  if (token !== undefined) void signIn(token);
}

const kept = loadToken();
if (kept !== undefined && !location.hash.includes('token=')) void signIn(kept);
signInFromAddress();
window.addEventListener('hashchange', signInFromAddress);
listenForKeys();

const root = document.getElementById('page');
if (root === null) throw new TypeError('The console has no place to draw in.');
render(<Shell />, root);
