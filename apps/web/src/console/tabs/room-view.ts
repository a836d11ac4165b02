import { signal } from '@preact/signals';
import type { RoomView } from '../../../../gateway/operator/wire.js';
import type { PhraseName } from '../i18n/index.js';

/** The room whose panel is open, as it was when it was chosen. */
export const chosenRoom = signal<RoomView | undefined>(undefined);

/** How the ways into a room are called. */
export const accessNames: Readonly<Record<NonNullable<RoomView['access']>, PhraseName>> = {
  open: 'accessOpen',
  invite: 'accessInvite',
  password: 'accessPassword',
  newcomers: 'accessNewcomers',
};
