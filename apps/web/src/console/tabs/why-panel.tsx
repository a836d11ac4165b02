import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WhyPage } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import type { Result } from '../desk/index.js';
import { faultText, t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { formatMs, formatTime } from '../text/format.js';
import { Fact, Facts, Panel } from '../ui/panel.js';
import { Nick, UserText } from '../ui/strangers.js';
import { chosenMessage } from './tap-view.js';
import { fateName, outcomeName } from './why-names.js';

/** What happened to a message: gate by gate, and with whom it has arrived. */
export function WhyPanel({ id }: { readonly id: string }) {
  const told = useSignal<Result<WhyPage> | undefined>(undefined);
  useEffect(() => {
    let over = false;
    told.value = undefined;
    void operatorApi()
      .query('why', { id })
      .then((page) => {
        if (!over) told.value = page;
      });
    return () => {
      over = true;
    };
  }, [id, told]);
  const { value: page, fault } = told.value ?? {};
  return (
    <Panel
      about={id}
      title={t('whyTitle')}
      onClose={() => {
        chosenMessage.value = undefined;
      }}
    >
      {fault !== undefined && (
        <p class="trouble" role="alert">
          {faultText(fault)}
        </p>
      )}
      {told.value === undefined && <p class="nothing">{t('reading')}</p>}
      {page !== undefined && <Why page={page} />}
    </Panel>
  );
}

function Why({ page: { id, room, at, refused, gates, recipients, total } }: { readonly page: WhyPage }) {
  return (
    <>
      <Facts>
        <Fact name={t('room')}>{room.startsWith('@') ? t('betweenTwo') : <UserText text={`#${room}`} />}</Fact>
        <Fact name={t('time')}>{formatTime(at, language.value)}</Fact>
        <Fact name={t('whyRefused')}>{refused === undefined ? undefined : <code>{refused}</code>}</Fact>
        <Fact name={t('messageId')}>
          <bdi class="mono">{id}</bdi>
        </Fact>
      </Facts>
      <h3>{t('whyGates')}</h3>
      {gates.length === 0 ? (
        <p class="nothing">{t('noGates')}</p>
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
