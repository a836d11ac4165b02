import { showToast } from '../ui-kit/toast.js';

/** Copies a text to the clipboard and confirms it with a toast. */
export async function copyToClipboard(text: string, confirmation: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  showToast({ tone: 'info', text: confirmation });
}

/** Fallback for insecure origins, where `navigator.clipboard` does not exist. */
function copyBySelection(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
