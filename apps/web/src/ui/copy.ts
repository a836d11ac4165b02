import { showToast } from './told.js';

/** Puts a text on the clipboard, and says so. */
export async function copyToClipboard(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  showToast(said);
}

/** Where the page is not served safely, browsers keep the clipboard to the older way. */
function copyBySelection(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
