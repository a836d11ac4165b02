import { useEffect, useLayoutEffect } from 'preact/hooks';
import { drawer } from './view.js';

const ROOMY = { people: matchMedia('(min-width: 1000px)'), rail: matchMedia('(min-width: 700px)') };
const REACHABLE = 'input, button:not([disabled]), [tabindex="0"]';

/** Where a column is no drawer there is nothing to open or close. */
export function isDrawer(which: 'people' | 'rail'): boolean {
  return !ROOMY[which].matches;
}

/**
 * The open drawer has the focus, and gives it back to what it was opened from. Everything else is to be `inert`
 * meanwhile. It goes when the window becomes large enough for the column.
 *
 * @returns which drawer is open
 */
export function useDrawers(): 'people' | 'rail' | undefined {
  const open = drawer.value !== undefined && isDrawer(drawer.value) ? drawer.value : undefined;
  useLayoutEffect(() => {
    if (open === undefined) return;
    // Of what is inert the browser takes the focus away only with the next frame.
    const opener = document.activeElement;
    const column = document.querySelector(`.${open}`);
    column?.querySelector<HTMLElement>('[autofocus], [aria-current]')?.focus();
    if (!column?.contains(document.activeElement)) column?.querySelector<HTMLElement>(REACHABLE)?.focus();
    return () => {
      const lost = document.activeElement === document.body || column?.contains(document.activeElement);
      if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [open]);
  useEffect(() => {
    const grown = () => {
      if (drawer.value !== undefined && !isDrawer(drawer.value)) drawer.value = undefined;
    };
    for (const query of Object.values(ROOMY)) query.addEventListener('change', grown);
    return () => {
      for (const query of Object.values(ROOMY)) query.removeEventListener('change', grown);
    };
  }, []);
  return open;
}
