import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { sendable } from '../../text/sendable.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { ActionForm } from '../ui/ask-form.js';
import { TextField } from '../ui/fields.js';
import {
  createDestinationForm,
  type Destination,
  DestinationFields,
  destinationText,
  readDestination,
} from './target.js';

const LONGEST = 4_000;

function SayDialog({ aim }: { readonly aim: Destination }) {
  const text = useSignal('');
  const target = useMemo(() => createDestinationForm(aim), [aim]);
  const chosen = readDestination(target);
  const said = sendable(text.value);
  const everywhere = chosen !== undefined && chosen.room === undefined && chosen.to === undefined;
  return (
    <ActionForm
      title={t('sayTitle')}
      label={t('sayDo')}
      ready={said !== '' && chosen !== undefined}
      run={() =>
        perform(
          'say',
          { text: said, ...chosen, ...(everywhere && { everywhere }) },
          t('sayDone', { whom: destinationText(chosen ?? {}) }),
        )
      }
    >
      <DestinationFields target={target} />
      <TextField label={t('text')} value={text} lines={3} longest={LONGEST} hint={t('sayHint')} />
    </ActionForm>
  );
}

/** Asks what to say as the operator, and to whom. */
export function sayDialog(aim: Destination): void {
  openDialog(() => <SayDialog aim={aim} />);
}
