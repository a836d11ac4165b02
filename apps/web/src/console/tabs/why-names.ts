import { type PhraseName, t } from '../i18n/index.js';

const outcomes: Readonly<Record<string, PhraseName>> = {
  passed: 'gatePassed',
  changed: 'gateChanged',
  refused: 'gateRefused',
  failed: 'gateFailed',
};

const fates: Readonly<Record<string, PhraseName>> = {
  delivered: 'fateDelivered',
  queued: 'fateQueued',
  recovered: 'fateRecovered',
  away: 'fateAway',
  'slow-closed': 'fateSlowClosed',
  coalesced: 'fateCoalesced',
  dropped: 'fateDropped',
  filtered: 'fateFiltered',
  'not in the room': 'fateNotThere',
};

const named = (names: Readonly<Record<string, PhraseName>>, told: string): string => {
  const name = Object.hasOwn(names, told) ? names[told] : undefined;
  return name === undefined ? told : t(name);
};

/** What a gate did, in words; what is not known stays as it was told. */
export const outcomeName = (outcome: string): string => named(outcomes, outcome);

/** How far a message has come, in words; what is not known stays as it was told. */
export const fateName = (fate: string): string => named(fates, fate);
