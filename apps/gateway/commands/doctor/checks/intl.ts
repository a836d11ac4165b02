import { type Check, type Finding, ok, warning } from '../check.js';

/** What this Node knows of languages. */
export interface IntlInfo {
  /** Of the library; `undefined`: there is none. */
  readonly icu: string | undefined;
  /** January, in Russian and in Chinese. */
  readonly januaries: readonly string[];
  readonly locale: string;
  readonly timeZone: string;
}

export function assessIntl({ icu, januaries, locale, timeZone }: IntlInfo): Finding {
  if (icu !== undefined && januaries[0] === 'январь' && januaries[1] === '一月') {
    return ok(`All languages (ICU ${icu}); here it is ${locale}, ${timeZone}.`);
  }
  return warning('This Node knows English alone: use one with full ICU, as those from nodejs.org are.');
}

export const intl: Check = {
  name: 'languages',
  worksWithoutSettings: true,
  async run() {
    const month = (locale: string) =>
      new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(0));
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    return [assessIntl({ icu: process.versions.icu, januaries: ['ru', 'zh'].map(month), locale, timeZone })];
  },
};
