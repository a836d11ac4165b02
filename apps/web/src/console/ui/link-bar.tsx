import { language } from '../../i18n/chosen.js';
import { faultText, t } from '../i18n/index.js';
import { gatewayStatus } from '../state/link.js';
import { pollAll } from '../state/loops.js';
import { formatTime } from '../text/format.js';
import { useSecondsUntil } from './countdown.js';

/** Says that the gateway is away, since when, and when it is tried again. */
export function ConnectionBar() {
  const now = gatewayStatus.value;
  const seconds = useSecondsUntil(now.name === 'away' ? now.until : undefined);
  return (
    <div role="status">
      {now.name === 'away' && (
        <div class="link-bar">
          <span>
            {faultText(now.fault)} {t('shownIsOf', { time: formatTime(now.since, language.value) })}
          </span>
          <span aria-hidden="true">{seconds > 0 ? t('tryIn', { n: seconds }) : t('trying')}</span>
          <button type="button" class="link-button" onClick={pollAll}>
            {t('tryNow')}
          </button>
        </div>
      )}
    </div>
  );
}
