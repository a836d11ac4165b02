import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { closeDialog, dialog } from '../state/dialog.js';
import { IconButton } from './button.js';

/** What a dialog is made of. */
export interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A modal dialog: keeps the focus inside, and gives it back where it was. Esc and a click beside it close it. */
export function Dialog({ title, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = element.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the keyboard's way, and the element has it already.
    <dialog
      ref={element}
      class="ask"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        closeDialog();
      }}
      onClick={(event) => {
        if (event.target === element.current) closeDialog();
      }}
    >
      <div class="ask-body">
        <header class="ask-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label={t('close')} onClick={closeDialog} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** The dialog that is open, if one is. */
export function OpenDialog() {
  return <>{dialog.value?.()}</>;
}
