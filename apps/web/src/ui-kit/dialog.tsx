import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './button.js';
import { kitPhrase } from './phrases.js';

/** Closes a dialog. The browser restores the focus but not the caret, so a focused text field is focused again. */
export function closeModal(dialog: HTMLDialogElement): void {
  dialog.close();
  const focused = document.activeElement;
  if (!(focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement)) return;
  focused.blur();
  focused.focus();
}

export interface DialogProps {
  readonly title: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  /** Called when the user dismisses the dialog. Without it, the dialog stays open until it is unmounted. */
  readonly onClose?: () => void;
}

/** A modal dialog that traps the focus and restores it on close. Esc and a click on the backdrop dismiss it. */
export function Dialog({ title, class: extra = '', children, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // A layout effect: keys typed right after Ctrl-K must reach the dialog.
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    current.showModal();
    return () => closeModal(current);
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog element already handles Esc.
    <dialog
      ref={element}
      class={`dialog ${extra}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose?.();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {onClose !== undefined && <IconButton icon={X} label={kitPhrase('close')} onClick={onClose} />}
        </header>
        {children}
      </div>
    </dialog>
  );
}
