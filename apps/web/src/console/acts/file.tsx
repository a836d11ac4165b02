import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { language } from '../../i18n/chosen.js';
import { type Fault, type Upload, upload } from '../desk/index.js';
import { t } from '../i18n/index.js';
import { runAction } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { pollAll } from '../state/loops.js';
import { toast } from '../state/toasts.js';
import { formatBytes } from '../text/format.js';
import { ActionForm } from '../ui/ask-form.js';
import {
  createDestinationForm,
  type Destination,
  DestinationFields,
  destinationText,
  readDestination,
} from './target.js';

function FileDialog({ aim }: { readonly aim: Destination }) {
  const file = useSignal<File | undefined>(undefined);
  const sent = useSignal<number | undefined>(undefined);
  const target = useMemo(() => createDestinationForm(aim), [aim]);
  const running = useRef<Upload | undefined>(undefined);
  // Whoever closes the dialog does not want to send it any more.
  useEffect(() => () => running.current?.abort(), []);
  const chosen = readDestination(target);

  async function send(): Promise<Fault | undefined> {
    const { value: picked } = file;
    if (picked === undefined || chosen === undefined) return undefined;
    const place = await runAction('file', { ...chosen, bytes: picked.size });
    if (place.fault !== undefined) return place.fault;
    sent.value = 0;
    const sending = upload(new URL(String(place.value.path), new URL('./', location.href)), picked, (count) => {
      sent.value = count;
    });
    running.current = sending;
    const { fault } = await sending.done;
    sent.value = undefined;
    pollAll();
    if (fault === undefined) {
      toast({ tone: 'good', text: t('fileDone', { name: picked.name, whom: destinationText(chosen) }) });
    }
    return fault;
  }

  const { value: picked } = file;
  return (
    <ActionForm
      title={t('fileTitle')}
      label={t('fileDo')}
      ready={picked !== undefined && chosen !== undefined}
      run={send}
    >
      <DestinationFields target={target} />
      <label class="labelled">
        <span>{t('file')}</span>
        <input
          class="field field-file"
          type="file"
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0];
          }}
        />
      </label>
      {picked !== undefined && sent.value !== undefined && (
        <div class="progress">
          <progress max={Math.max(1, picked.size)} value={sent.value} aria-label={t('fileProgress')} />
          <span class="aside">
            {t('fileSent', {
              sent: formatBytes(sent.value, language.value),
              size: formatBytes(picked.size, language.value),
            })}
          </span>
        </div>
      )}
    </ActionForm>
  );
}

/** Asks which file to send, and to whom. */
export function fileDialog(aim: Destination): void {
  openDialog(() => <FileDialog aim={aim} />);
}
