import type { OperatorActions } from '../../../../gateway/operator/wire.js';
import type { ActionResult, Fault, Result } from '../desk/index.js';
import { faultText } from '../i18n/index.js';
import { account } from './account.js';
import { dialog } from './dialog.js';
import { pollAll } from './loops.js';
import { type Toast, toast } from './toasts.js';

const signedOut: Result<ActionResult> = { fault: { code: 'CONSOLE_SIGNED_OUT', text: 'You have signed out.' } };

/** Does something, and reads anew what it may have changed. */
export async function runAction<A extends keyof OperatorActions>(
  act: A,
  body: OperatorActions[A],
): Promise<Result<ActionResult>> {
  const now = account.peek();
  if (now.name !== 'in') return signedOut;
  const told = await now.desk.run(act, body);
  pollAll();
  return told;
}

/**
 * Does something, and says in a line that it was done. Why it was not is said in the dialog that is open, if one is.
 *
 * @param text what the line says when it was done
 * @param undo with what it can be taken back
 * @returns why it was not done
 */
export async function perform<A extends keyof OperatorActions>(
  act: A,
  body: OperatorActions[A],
  text: string,
  undo?: Toast['undo'],
): Promise<Fault | undefined> {
  const { fault } = await runAction(act, body);
  if (fault === undefined) toast({ tone: 'good', text, ...(undo && { undo }) });
  else if (dialog.peek() === undefined) toast({ tone: 'bad', text: faultText(fault) });
  return fault;
}
