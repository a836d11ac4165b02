/** Keys that an input method uses to choose, confirm or cancel, and that the page would handle as well. */
const IME_KEYS: ReadonlySet<string> = new Set([
  'Enter',
  'Tab',
  'Escape',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** Legacy `keyCode` of a key that an input method has processed (UI Events specification). */
const PROCESSED = 229;

/**
 * Checks whether a key belongs to an input method. Safari ends the composition before it sends the confirming key, so
 * `isComposing` is false then and only the key code tells.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === PROCESSED;
}

/** Keeps keys of an input method from all handlers of the page, its forms and dialogs. Call it before adding listeners. */
export function guardComposition(): void {
  const guard = (event: KeyboardEvent): void => {
    if (!isComposing(event) || !IME_KEYS.has(event.key)) return;
    event.stopImmediatePropagation();
    // The composition has ended: the browser would submit the form, break the line or close the dialog.
    if (!event.isComposing) event.preventDefault();
  };
  window.addEventListener('keydown', guard, { capture: true });
}

/** Checks whether a key event targets a field that the user types into. */
export const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null;
