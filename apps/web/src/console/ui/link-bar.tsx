import { language } from '../../i18n/chosen.js';
import { faultText, t } from '../i18n/index.js';
import { link } from '../state/link.js';
import { hurryAll } from '../state/loops.js';
import { moment } from '../text/format.js';
import { useSecondsUntil } from './countdown.js';

/** Says that the gateway is away, since when, and when it is tried again. */
export function LinkBar() {
  const now = link.value;
  const seconds = useSecondsUntil(now.name === 'away' ? now.until : undefined);
  return (
    <div role="status">
      {now.name === 'away' && (
        <div class="link-bar">
          <span>
            {faultText(now.fault)} {t('shownIsOf', { time: moment(now.since, language.value) })}
          </span>
          <span aria-hidden="true">{seconds > 0 ? t('tryIn', { n: seconds }) : t('trying')}</span>
          <button type="button" class="link-button" onClick={hurryAll}>
            {t('tryNow')}
          </button>
        </div>
      )}
    </div>
  );
}
