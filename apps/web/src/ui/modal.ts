/** Closes a dialog. The browser gives the focus back, but not the caret, without which nothing can be typed. */
export function closeModal(dialog: HTMLDialogElement): void {
  dialog.close();
  const back = document.activeElement;
  if (!(back instanceof HTMLTextAreaElement || back instanceof HTMLInputElement)) return;
  back.blur();
  back.focus();
}
