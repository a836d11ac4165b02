import { dayName, language, t } from '../../../i18n/index.js';
import type { RowLayout } from './lay.js';

/** What stands above a row: where a day begins, and where the unread messages do. */
export function Dividers({ lay, at }: { readonly lay: RowLayout; readonly at: number }) {
  return (
    <>
      {lay.day && (
        <div class="divider divider-day">
          <span>{dayName(at, Date.now(), language.value)}</span>
        </div>
      )}
      {lay.unread && (
        <div class="divider divider-new">
          <span>{t('newDivider')}</span>
        </div>
      )}
    </>
  );
}
