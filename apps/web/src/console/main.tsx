import { effect } from '@preact/signals';
import { render } from 'preact';
import { restoreAppearance } from '../preferences.js';
import { guardComposition } from '../ui-kit/keyboard.js';
import { t } from './i18n/index.js';
import { loadToken, signIn, takeTokenFromUrl } from './session.js';
import { installShortcuts, Shell, tabNames } from './ui/shell.js';
import { tab } from './view.js';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/kit.css';
import './styles/shell.css';
import './styles/vitals.css';
import './styles/controls.css';
import './styles/table.css';
import './styles/panel.css';
import './styles/narrow.css';

guardComposition();
restoreAppearance();
effect(() => {
  document.title = `${t(tabNames[tab.value])} · ${t('console')} · Partyline`;
});

function signInFromUrl(): void {
  const token = takeTokenFromUrl();
  if (token !== undefined) void signIn(token);
}

const savedToken = loadToken();
if (savedToken !== undefined && !location.hash.includes('token=')) void signIn(savedToken);
signInFromUrl();
window.addEventListener('hashchange', signInFromUrl);
installShortcuts();

const root = document.getElementById('page');
if (root === null) throw new TypeError('The document has no #page element.');
render(<Shell />, root);
