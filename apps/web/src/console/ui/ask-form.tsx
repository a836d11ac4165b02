import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Fault } from '../desk/index.js';
import { faultText, t } from '../i18n/index.js';
import { closeDialog } from '../state/dialog.js';
import { Dialog } from './dialog.js';

/** What a dialog that asks once is made of. */
export interface ActionFormProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly label: string;
  readonly danger?: boolean;
  /** Whether it makes sense as it is filled in. */
  readonly ready?: boolean;
  /** Does it; the dialog closes when it was done, and else says why not. */
  readonly run: () => Promise<Fault | undefined>;
  readonly children: ComponentChildren;
}

/** A dialog with a question, what belongs to it, and two buttons. */
export function ActionForm({ title, label, danger, ready = true, run, children }: ActionFormProps) {
  const [busy, setBusy] = useState(false);
  const open = useRef(true);
  useEffect(
    () => () => {
      open.current = false;
    },
    [],
  );
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const submit = async (): Promise<void> => {
    if (busy || !ready) return;
    setBusy(true);
    const why = await run();
    // Whoever has closed it meanwhile may have opened another.
    if (!open.current) return;
    setBusy(false);
    setFault(why);
    if (why === undefined) closeDialog();
  };
  return (
    <Dialog title={title}>
      <form
        class="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        {fault !== undefined && (
          <p class="trouble" role="alert">
            {faultText(fault)}
          </p>
        )}
        <div class="ask-foot">
          <button type="button" class="act" onClick={closeDialog}>
            {t('cancel')}
          </button>
          <button type="submit" class={`button ${danger === true ? 'button-danger' : ''}`} disabled={busy || !ready}>
            {label}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
