import { useMemo, useRef, useState } from 'preact/hooks';
import type { BarMode } from './actions/bar.js';

/** The row that the reader points at, and what its actions show. */
export interface ActiveRow {
  readonly uid: string;
  readonly mode: BarMode;
}

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.row') : null;

/** Whether somebody at a keyboard is among the actions: a mouse that lies still under moving rows takes nothing away. */
const isHeldByKeyboard = (): boolean =>
  document.activeElement?.matches('.bar :focus-visible, .bar:focus-within :focus-visible') === true;

const PLAIN = 'a, button, input, audio, video, pre, .bar';

/** Keeps track of the row that the reader points at: with a mouse, with the focus, with a finger. */
export function useActiveRow() {
  const [active, setActive] = useState<ActiveRow | undefined>(undefined);
  const held = useRef(0);
  const shown = useRef<string | undefined>(undefined);
  shown.current = active?.uid;
  const handlers = useMemo(() => {
    /** The row that had its actions when a finger came down: a second tap takes them away. */
    let before: string | undefined;
    const point = (row: HTMLElement | null, mode: BarMode = 'all') => {
      if (held.current > 0) return;
      const uid = row?.dataset.uid;
      setActive((present) => {
        if (uid === undefined) return undefined;
        return present?.uid === uid && mode === 'all' ? present : { uid, mode };
      });
    };
    return {
      point,
      onPointerOver: ({ target, pointerType }: PointerEvent) => {
        if (pointerType === 'mouse' && !isHeldByKeyboard()) point(rowOf(target));
      },
      onPointerLeave: ({ pointerType }: PointerEvent) => {
        if (pointerType === 'mouse' && !isHeldByKeyboard()) point(null);
      },
      onFocusIn: ({ target }: FocusEvent) => point(rowOf(target)),
      onPointerDown: () => {
        before = shown.current;
      },
      /** A tap, unless it was on something that has a use of its own or was part of selecting text. */
      onTap: (event: MouseEvent) => {
        const touched = (event as PointerEvent).pointerType === 'touch';
        const { target } = event;
        if (!touched || (target instanceof Element && target.closest(PLAIN) !== null)) return;
        if (document.getSelection()?.isCollapsed === false) return;
        const row = rowOf(target);
        if (row?.dataset.uid === before) setActive(undefined);
        else point(row);
      },
      hold: (until: Promise<unknown>) => {
        held.current++;
        const free = () => {
          held.current--;
        };
        until.then(free, free);
      },
      done: () => setActive(undefined),
    };
  }, []);
  return { active, ...handlers };
}
