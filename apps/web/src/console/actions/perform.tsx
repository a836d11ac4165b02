import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OperatorActions } from '../../../../gateway/operator/wire.js';
import { Dialog } from '../../ui-kit/dialog.js';
import { showToast, type Toast } from '../../ui-kit/toast.js';
import type { ActionResult, Fault, Result } from '../api.js';
import { faultText, t } from '../i18n/index.js';
import { pollAll } from '../polling.js';
import { signInState } from '../session.js';
import { closeDialog, dialog, openDialog } from '../view.js';

const signedOut: Result<ActionResult> = { fault: { code: 'CONSOLE_SIGNED_OUT', text: 'You are signed out.' } };

/** Runs an action and refreshes all polled data. */
export async function runAction<A extends keyof OperatorActions>(
  name: A,
  body: OperatorActions[A],
): Promise<Result<ActionResult>> {
  const state = signInState.peek();
  if (state.name !== 'signedIn') return signedOut;
  const result = await state.api.run(name, body);
  pollAll();
  return result;
}

/**
 * Runs an action and confirms it with a toast. A failure is shown in the open dialog, or else as a toast.
 *
 * @param text confirmation
 * @param undo reverts the action
 * @returns the fault if it failed
 */
export async function perform<A extends keyof OperatorActions>(
  name: A,
  body: OperatorActions[A],
  text: string,
  undo?: Toast['undo'],
): Promise<Fault | undefined> {
  const { fault } = await runAction(name, body);
  if (fault === undefined) showToast({ tone: 'success', text, ...(undo && { undo }) });
  else if (dialog.peek() === undefined) showToast({ tone: 'error', text: faultText(fault) });
  return fault;
}

export interface ConfirmOptions {
  readonly title: string;
  /** Who is affected, and how; one paragraph each. */
  readonly paragraphs: readonly string[];
  /** Text of the confirm button. */
  readonly label: string;
  readonly run: () => Promise<Fault | undefined>;
}

/** Asks for confirmation of an action. */
export function confirm({ title, paragraphs, label, run }: ConfirmOptions): void {
  openDialog(() => (
    <ActionForm title={title} label={label} danger run={run}>
      {paragraphs.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </ActionForm>
  ));
}

export interface ActionFormProps {
  readonly title: string;
  /** Text of the submit button. */
  readonly label: string;
  readonly danger?: boolean;
  /** Whether the form is complete. */
  readonly ready?: boolean;
  /** Runs the action; the dialog closes on success and shows a fault otherwise. */
  readonly run: () => Promise<Fault | undefined>;
  readonly children: ComponentChildren;
}

/** A dialog with a form, a submit and a cancel button. */
export function ActionForm({ title, label, danger, ready = true, run, children }: ActionFormProps) {
  const [busy, setBusy] = useState(false);
  const isOpen = useRef(true);
  useEffect(
    () => () => {
      isOpen.current = false;
    },
    [],
  );
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const submit = async (): Promise<void> => {
    if (busy || !ready) return;
    setBusy(true);
    const failure = await run();
    // It was closed meanwhile: another dialog may be open.
    if (!isOpen.current) return;
    setBusy(false);
    setFault(failure);
    if (failure === undefined) closeDialog();
  };
  return (
    <Dialog title={title} onClose={closeDialog}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        {fault !== undefined && (
          <p class="alert" role="alert">
            {faultText(fault)}
          </p>
        )}
        <div class="dialog-actions">
          <button type="button" class="action" onClick={closeDialog}>
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
