import { type Signal, signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { language } from '../../i18n/language.js';
import { sendable } from '../../text/measure.js';
import { Select, TextField } from '../../ui-kit/fields.js';
import { showToast } from '../../ui-kit/toast.js';
import { type Fault, type Upload, upload } from '../api.js';
import { formatBytes } from '../format.js';
import { t } from '../i18n/index.js';
import { pollAll } from '../polling.js';
import { signInState } from '../session.js';
import { openDialog } from '../view.js';
import { ActionForm, perform, runAction } from './perform.js';

/** A room, a user, or neither: all rooms. */
export interface Destination {
  readonly room?: string;
  readonly to?: string;
}

/** State of the destination fields. */
interface DestinationForm {
  readonly kind: Signal<string>;
  readonly room: Signal<string>;
  readonly to: Signal<string>;
}

/** Creates destination fields with initial values. */
function createDestinationForm({ room, to }: Destination): DestinationForm {
  return {
    kind: signal(to !== undefined ? 'user' : room !== undefined ? 'room' : 'everywhere'),
    room: signal(room ?? ''),
    to: signal(to ?? ''),
  };
}

const withoutSigil = (value: string): string => value.trim().replace(/^[#@]/, '');

/** Reads the destination; `undefined` while incomplete. */
function readDestination({ kind, room, to }: DestinationForm): Destination | undefined {
  if (kind.value === 'everywhere') return {};
  const name = withoutSigil(kind.value === 'room' ? room.value : to.value);
  if (name === '') return undefined;
  return kind.value === 'room' ? { room: name } : { to: name };
}

/** Describes a destination. */
function destinationText({ room, to }: Destination): string {
  if (room !== undefined) return t('toRoom', { room });
  return to === undefined ? t('toEverywhere') : to;
}

const MAX_SUGGESTIONS = 200;

/** Fields to choose a destination; current rooms and users are suggested. */
function DestinationFields({ form: { kind, room, to } }: { readonly form: DestinationForm }) {
  const rooms = useSignal<readonly string[]>([]);
  const nicks = useSignal<readonly string[]>([]);
  useEffect(() => {
    const state = signInState.peek();
    if (state.name !== 'signedIn') return;
    void state.api.query('rooms', { limit: MAX_SUGGESTIONS }).then(({ value }) => {
      rooms.value = (value?.rooms ?? []).map(({ room: name }) => name);
    });
    void state.api.query('sessions', { limit: MAX_SUGGESTIONS, sort: 'nick', order: 'asc' }).then(({ value }) => {
      const all = (value?.sessions ?? []).flatMap(({ user }) => (user === undefined ? [] : [user.nick]));
      nicks.value = [...new Set(all)];
    });
  }, [rooms, nicks]);
  return (
    <>
      <Select
        label={t('for')}
        value={kind}
        options={[
          ['everywhere', t('forEverywhere')],
          ['room', t('forRoom')],
          ['user', t('forUser')],
        ]}
      />
      {kind.value === 'room' && <TextField label={t('room')} value={room} suggestions={rooms.value} maxLength={64} />}
      {kind.value === 'user' && <TextField label={t('nick')} value={to} suggestions={nicks.value} maxLength={64} />}
    </>
  );
}

const MAX_CHARACTERS = 4_000;

function MessageDialog({ destination }: { readonly destination: Destination }) {
  const text = useSignal('');
  const form = useMemo(() => createDestinationForm(destination), [destination]);
  const chosen = readDestination(form);
  const message = sendable(text.value);
  const everywhere = chosen !== undefined && chosen.room === undefined && chosen.to === undefined;
  return (
    <ActionForm
      title={t('sayTitle')}
      label={t('sayDo')}
      ready={message !== '' && chosen !== undefined}
      run={() =>
        perform(
          'say',
          { text: message, ...chosen, ...(everywhere && { everywhere }) },
          t('sayDone', { whom: destinationText(chosen ?? {}) }),
        )
      }
    >
      <DestinationFields form={form} />
      <TextField label={t('text')} value={text} lines={3} maxLength={MAX_CHARACTERS} hint={t('sayHint')} />
    </ActionForm>
  );
}

/** Asks for a message to send as operator. */
export function messageDialog(destination: Destination): void {
  openDialog(() => <MessageDialog destination={destination} />);
}

function FileDialog({ destination }: { readonly destination: Destination }) {
  const file = useSignal<File | undefined>(undefined);
  const sent = useSignal<number | undefined>(undefined);
  const form = useMemo(() => createDestinationForm(destination), [destination]);
  const running = useRef<Upload | undefined>(undefined);
  // Closing the dialog cancels the upload.
  useEffect(() => () => running.current?.abort(), []);
  const chosen = readDestination(form);

  async function send(): Promise<Fault | undefined> {
    const { value: picked } = file;
    if (picked === undefined || chosen === undefined) return undefined;
    const ticket = await runAction('file', { ...chosen, bytes: picked.size });
    if (ticket.fault !== undefined) return ticket.fault;
    sent.value = 0;
    const transfer = upload(new URL(String(ticket.value.path), new URL('./', location.href)), picked, (count) => {
      sent.value = count;
    });
    running.current = transfer;
    const { fault } = await transfer.done;
    sent.value = undefined;
    pollAll();
    if (fault === undefined) {
      showToast({ tone: 'success', text: t('fileDone', { name: picked.name, whom: destinationText(chosen) }) });
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
      <DestinationFields form={form} />
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

/** Asks for a file to send as operator. */
export function fileDialog(destination: Destination): void {
  openDialog(() => <FileDialog destination={destination} />);
}
