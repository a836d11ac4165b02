import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { IconButton } from './icon-button.js';
import { closeModal } from './modal.js';

/** What a dialog is made of. */
export interface DialogProps {
  readonly title: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  /** Called when the reader wants it gone; without it, it stays until it is no longer drawn. */
  readonly onClose?: () => void;
}

/** A modal dialog: keeps the focus inside, and gives it back where it was. Esc and a click beside it close it. */
export function Dialog({ title, class: extra = '', children, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the next key is pressed: what is typed after Ctrl-K belongs into the dialog.
  useLayoutEffect(() => {
    const shown = element.current;
    if (shown === null) return;
    shown.showModal();
    return () => closeModal(shown);
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the keyboard's way, and the element has it already.
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
          {onClose !== undefined && <IconButton icon="close" label={t('close')} onClick={onClose} />}
        </header>
        {children}
      </div>
    </dialog>
  );
}
