import type { ChaosMode, SessionView } from '../../../../gateway/operator/wire.js';
import type { Fault } from '../desk/index.js';
import { type PhraseName, t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { confirm } from './confirm.js';
import { sessionLabel } from './who.js';

/** How a connection can be made worse, and how each is called. */
export const chaosModes: ReadonlyArray<readonly [mode: ChaosMode | 'off', name: PhraseName]> = [
  ['off', 'chaosOff'],
  ['slow', 'chaosSlow'],
  ['drop', 'chaosDrop'],
  ['half-open', 'chaosHalfOpen'],
];

const confirmations: Readonly<Partial<Record<ChaosMode | 'off', PhraseName>>> = {
  drop: 'chaosDropWhat',
  'half-open': 'chaosHalfOpenWhat',
};

/** Makes a connection worse; asks where its session will lose it. */
export function applyChaos(session: SessionView, mode: ChaosMode | 'off', ms: number): void {
  const who = sessionLabel(session);
  const body = { session: session.id, mode, ...(mode === 'slow' && { ms }) };
  const run = (): Promise<Fault | undefined> => perform('chaos', body, t('chaosDone', { who }));
  const what = confirmations[mode];
  if (what === undefined) void run();
  else confirm({ title: t('chaosTitle', { who }), paragraphs: [t(what, { who })], label: t('chaosDo'), run });
}
