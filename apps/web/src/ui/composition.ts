/** Keys with which an input method chooses, confirms or cancels, and that mean something else in the page. */
const KEYS: ReadonlySet<string> = new Set([
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

/** What every browser sends for a key that its input method has processed (UI Events, legacy `keyCode`). */
const PROCESSED = 229;

/**
 * Whether a key belongs to an input method. Safari ends the composition before it sends the key that confirmed it, so that
 * `isComposing` is false then, and only the key code tells.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === PROCESSED;
}

/**
 * Keeps keys of an input method from every handler of the page, its forms and dialogs. Must be called before any other listener
 * is added.
 */
export function guardComposition(): void {
  const guard = (event: KeyboardEvent): void => {
    if (!isComposing(event) || !KEYS.has(event.key)) return;
    event.stopImmediatePropagation();
    // The composition is over, so the browser would submit the form, break the line or close the dialog by this key.
    if (!event.isComposing) event.preventDefault();
  };
  window.addEventListener('keydown', guard, { capture: true });
}
