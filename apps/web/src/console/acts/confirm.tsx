import type { Fault } from '../desk/index.js';
import { openDialog } from '../state/dialog.js';
import { ActionForm } from '../ui/ask-form.js';

/** A question that is asked once before something is taken away from somebody. */
export interface ConfirmOptions {
  readonly title: string;
  /** Whom it touches, and how; one paragraph each. */
  readonly paragraphs: readonly string[];
  /** What the button says that does it. */
  readonly label: string;
  readonly run: () => Promise<Fault | undefined>;
}

/** Asks. */
export function confirm({ title, paragraphs: what, label, run }: ConfirmOptions): void {
  openDialog(() => (
    <ActionForm title={title} label={label} danger run={run}>
      {what.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </ActionForm>
  ));
}
