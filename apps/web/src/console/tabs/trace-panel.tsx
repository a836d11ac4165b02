import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WhyPage } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { Nick, UserText } from '../../ui-kit/names.js';
import type { Result } from '../api.js';
import { formatMs, formatTime } from '../format.js';
import { faultText, type PhraseName, t } from '../i18n/index.js';
import { operatorApi } from '../session.js';
import { Fact, Facts, Panel } from '../ui/panel.js';
import { selectedMessage } from '../view.js';

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

const nameOf = (names: Readonly<Record<string, PhraseName>>, result: string): string => {
  const name = Object.hasOwn(names, result) ? names[result] : undefined;
  return name === undefined ? result : t(name);
};

/** Names the outcome of a gate; an unknown one is returned as it is. */
const outcomeName = (outcome: string): string => nameOf(outcomes, outcome);

/** Names the delivery state of a recipient; an unknown one is returned as it is. */
const fateName = (fate: string): string => nameOf(fates, fate);

/** The trace of a message: its gates and recipients. */
export function TracePanel({ id }: { readonly id: string }) {
  const result = useSignal<Result<WhyPage> | undefined>(undefined);
  useEffect(() => {
    let isUnmounted = false;
    result.value = undefined;
    void operatorApi()
      .query('why', { id })
      .then((page) => {
        if (!isUnmounted) result.value = page;
      });
    return () => {
      isUnmounted = true;
    };
  }, [id, result]);
  const { value: page, fault } = result.value ?? {};
  return (
    <Panel
      subject={id}
      title={t('whyTitle')}
      onClose={() => {
        selectedMessage.value = undefined;
      }}
    >
      {fault !== undefined && (
        <p class="alert" role="alert">
          {faultText(fault)}
        </p>
      )}
      {result.value === undefined && <p class="empty-note">{t('loading')}</p>}
      {page !== undefined && <Trace page={page} />}
    </Panel>
  );
}

function Trace({ page: { id, room, at, refused, gates, recipients, total } }: { readonly page: WhyPage }) {
  return (
    <>
      <Facts>
        <Fact name={t('room')}>{room.startsWith('@') ? t('directMessage') : <UserText text={`#${room}`} />}</Fact>
        <Fact name={t('time')}>{formatTime(at, language.value)}</Fact>
        <Fact name={t('whyRefused')}>{refused === undefined ? undefined : <code>{refused}</code>}</Fact>
        <Fact name={t('messageId')}>
          <bdi class="mono">{id}</bdi>
        </Fact>
      </Facts>
      <h3>{t('whyGates')}</h3>
      {gates.length === 0 ? (
        <p class="empty-note">{t('noGates')}</p>
      ) : (
        <table class="small-table" aria-label={t('whyGates')}>
          <tbody>
            {gates.map(({ plugin, outcome, ms, code }) => (
              <tr key={plugin}>
                <th scope="row">{plugin}</th>
                <td class={outcome === 'failed' || outcome === 'refused' ? 'bad' : ''}>
                  {outcomeName(outcome)} {code !== undefined && <code>{code}</code>}
                </td>
                <td class="number">{formatMs(ms, language.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>{t('recipients', { n: total })}</h3>
      {recipients.length > 0 && (
        <table class="small-table" aria-label={t('recipients', { n: total })}>
          <tbody>
            {recipients.map(({ session, nick, fate }) => (
              <tr key={session}>
                <th scope="row">
                  <Nick nick={nick} />
                </th>
                <td class={fate === 'delivered' ? '' : 'warned'}>{fateName(fate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {total > recipients.length && <p class="aside">{t('andMore', { n: total - recipients.length })}</p>}
    </>
  );
}
