import { useSignal } from '@preact/signals';
import type { RoomView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { ActionForm } from '../ui/ask-form.js';
import { Choice } from '../ui/fields.js';

const paces = [2, 5, 10, 30, 60, 300] as const;

function SlowDialog({ room }: { readonly room: RoomView }) {
  const seconds = useSignal(String(room.slow ?? 0));
  const known = [...new Set([0, ...paces, room.slow ?? 0])].toSorted((a, b) => a - b);
  const chosen = Number(seconds.value);
  const name = room.room;
  const done = chosen === 0 ? t('slowEnded', { room: name }) : t('slowDone', { room: name, n: chosen });
  return (
    <ActionForm
      title={t('slowTitle', { room: name })}
      label={t('slowDo')}
      run={() => perform('moderate', { act: 'slow', room: name, seconds: chosen }, done)}
    >
      <p>{t('slowWhat', { room: name })}</p>
      <Choice
        label={t('slowPace')}
        value={seconds}
        options={known.map((value) => [String(value), value === 0 ? t('slowOff') : t('slowSeconds', { n: value })])}
      />
    </ActionForm>
  );
}

/** Asks how fast people may write in a room. */
export function slowDialog(room: RoomView): void {
  openDialog(() => <SlowDialog room={room} />);
}
