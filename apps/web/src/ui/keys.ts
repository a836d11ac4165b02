import { useEffect } from 'preact/hooks';
import { closeSearch, dialog, drawer, openDialog, openSearch, searching } from './view.js';

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null;

/** Whether something lies over the page that is none of its dialogs: the sign-in, a menu, a picture. */
const isCovered = (): boolean => dialog.value === undefined && document.querySelector('dialog[open]') !== null;

/** Whether the key did something. */
function act(event: KeyboardEvent): boolean {
  if (isCovered()) return false;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'k') openDialog('switcher');
  else if (command && event.shiftKey && key === 'f') openSearch();
  else if (key === '?' && !isWriting(event.target) && dialog.value === undefined) openDialog('help');
  else if (key === 'escape' && drawer.value !== undefined && dialog.value === undefined) {
    if (searching.value) closeSearch();
    drawer.value = undefined;
  } else return false;
  return true;
}

/** The keys that work everywhere. */
export function useKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (act(event)) event.preventDefault();
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, []);
}
