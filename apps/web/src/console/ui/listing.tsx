import type { ComponentChildren } from 'preact';
import type { Fault } from '../desk/index.js';
import { faultText, t } from '../i18n/index.js';

/** What stands in for a list. */
export interface ListingProps {
  /** How many there are to show; `undefined`: that is not known yet. */
  readonly rows: number | undefined;
  /** What is said where there are none. */
  readonly empty: string;
  readonly fault: Fault | undefined;
  readonly children: ComponentChildren;
}

/** A list, or why there is none: it is read for the first time, it is empty, or it could not be read. */
export function Listing({ rows, empty, fault, children }: ListingProps) {
  return (
    <>
      {fault !== undefined && (
        <p class="trouble" role="alert">
          {faultText(fault)}
        </p>
      )}
      {rows === undefined && fault === undefined && <p class="nothing">{t('reading')}</p>}
      {rows === 0 && <p class="nothing">{empty}</p>}
      {rows !== undefined && rows > 0 && children}
    </>
  );
}
