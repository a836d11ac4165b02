import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { overview, vitals } from '../state/overview.js';
import { ActionForm } from '../ui/ask-form.js';

function DrainDialog() {
  const sessions = vitals.value.at(-1)?.sessions ?? 0;
  return (
    <ActionForm
      title={t('drainTitle', { server: overview.value?.server ?? '' })}
      label={t('drainDo')}
      danger
      run={() => perform('drain', {}, t('drainDone'))}
    >
      <p>{t('drainWhat', { n: sessions })}</p>
      <p class="aside">{t('drainAfter')}</p>
    </ActionForm>
  );
}

/** Asks whether everybody is to be sent away and the gateway ended. */
export function drainDialog(): void {
  openDialog(() => <DrainDialog />);
}
