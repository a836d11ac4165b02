import { useSignal } from '@preact/signals';
import type { SessionView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { ActionForm } from '../ui/ask-form.js';
import { TextField } from '../ui/fields.js';
import { sessionLabel } from './who.js';

function DisconnectDialog({ session }: { readonly session: SessionView }) {
  const reason = useSignal('');
  const who = sessionLabel(session);
  const given = reason.value.trim();
  return (
    <ActionForm
      title={t('disconnectTitle', { who })}
      label={t('disconnectDo')}
      danger
      run={() =>
        perform(
          'disconnect',
          { session: session.id, ...(given !== '' && { reason: given }) },
          t('disconnectDone', { who }),
        )
      }
    >
      <p>{t('disconnectWhat', { who, wire: session.transport, address: session.address ?? t('noAddress') })}</p>
      <TextField label={t('reason')} value={reason} longest={200} hint={t('reasonHint')} />
    </ActionForm>
  );
}

/** Asks before a session is ended. */
export function disconnectDialog(session: SessionView): void {
  openDialog(() => <DisconnectDialog session={session} />);
}
