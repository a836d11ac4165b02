import { tell } from './told.js';

/** Puts a text on the clipboard, and says so. */
export async function copy(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    byHand(text);
  }
  tell(said);
}

/** Where the page is not served safely, browsers keep the clipboard to the older way. */
function byHand(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
