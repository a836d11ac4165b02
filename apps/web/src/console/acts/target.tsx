import { type Signal, signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { account } from '../state/account.js';
import { Choice, TextField } from '../ui/fields.js';

/** Whom something is for, from the first. */
export interface Destination {
  readonly room?: string;
  readonly to?: string;
}

/** Whom something is for, as it is chosen. */
export interface DestinationForm {
  readonly kind: Signal<string>;
  readonly room: Signal<string>;
  readonly to: Signal<string>;
}

/** A target to be chosen. */
export function createDestinationForm({ room, to }: Destination): DestinationForm {
  return {
    kind: signal(to !== undefined ? 'person' : room !== undefined ? 'room' : 'everywhere'),
    room: signal(room ?? ''),
    to: signal(to ?? ''),
  };
}

const withoutSigil = (value: string): string => value.trim().replace(/^[#@]/, '');

/** What a request says of its target; `undefined` while that is not filled in. */
export function readDestination({ kind, room, to }: DestinationForm): Destination | undefined {
  if (kind.value === 'everywhere') return {};
  const name = withoutSigil(kind.value === 'room' ? room.value : to.value);
  if (name === '') return undefined;
  return kind.value === 'room' ? { room: name } : { to: name };
}

/** A target in a sentence. */
export function destinationText({ room, to }: Destination): string {
  if (room !== undefined) return t('toRoom', { room });
  return to === undefined ? t('toEverywhere') : to;
}

const MOST_KNOWN = 200;

/** The fields in which a target is chosen; rooms and people that are there are suggested. */
export function DestinationFields({ target: { kind, room, to } }: { readonly target: DestinationForm }) {
  const rooms = useSignal<readonly string[]>([]);
  const nicks = useSignal<readonly string[]>([]);
  useEffect(() => {
    const now = account.peek();
    if (now.name !== 'in') return;
    void now.desk.query('rooms', { limit: MOST_KNOWN }).then(({ value }) => {
      rooms.value = (value?.rooms ?? []).map((known) => known.room);
    });
    void now.desk.query('sessions', { limit: MOST_KNOWN, sort: 'nick', order: 'asc' }).then(({ value }) => {
      const named = (value?.sessions ?? []).flatMap(({ user }) => (user === undefined ? [] : [user.nick]));
      nicks.value = [...new Set(named)];
    });
  }, [rooms, nicks]);
  return (
    <>
      <Choice
        label={t('for')}
        value={kind}
        options={[
          ['everywhere', t('forEverywhere')],
          ['room', t('forRoom')],
          ['person', t('forPerson')],
        ]}
      />
      {kind.value === 'room' && <TextField label={t('room')} value={room} list={rooms.value} longest={64} />}
      {kind.value === 'person' && <TextField label={t('nick')} value={to} list={nicks.value} longest={64} />}
    </>
  );
}
