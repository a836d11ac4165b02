import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { sendable } from '../../text/sendable.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { AskForm } from '../ui/ask-form.js';
import { TextField } from '../ui/fields.js';
import { type Aim, aimOf, aimText, TargetFields, targetOf } from './target.js';

const LONGEST = 4_000;

function SayDialog({ aim }: { readonly aim: Aim }) {
  const text = useSignal('');
  const target = useMemo(() => targetOf(aim), [aim]);
  const chosen = aimOf(target);
  const said = sendable(text.value);
  const everywhere = chosen !== undefined && chosen.room === undefined && chosen.to === undefined;
  return (
    <AskForm
      title={t('sayTitle')}
      label={t('sayDo')}
      ready={said !== '' && chosen !== undefined}
      run={() =>
        perform(
          'say',
          { text: said, ...chosen, ...(everywhere && { everywhere }) },
          t('sayDone', { whom: aimText(chosen ?? {}) }),
        )
      }
    >
      <TargetFields target={target} />
      <TextField label={t('text')} value={text} lines={3} longest={LONGEST} hint={t('sayHint')} />
    </AskForm>
  );
}

/** Asks what to say as the operator, and to whom. */
export function sayDialog(aim: Aim): void {
  openDialog(() => <SayDialog aim={aim} />);
}
