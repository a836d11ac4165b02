import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { createPoller, type Fault, tabVisibility } from '../desk/index.js';
import { operatorApi } from '../state/desk.js';
import { gatewayStatus } from '../state/link.js';
import { overview } from '../state/overview.js';
import { appendPage, EMPTY_TAP, MAX_TAP_ENTRIES, type TapState } from './seen.js';
import { tapPaused, tapRoom, tapText } from './tap-view.js';

const EVERY_MS = 1_000;

/** Listens to the tap for as long as the component is shown, and it is not paused. */
export function useTap(): { readonly seen: Signal<TapState | undefined>; readonly fault: Signal<Fault | undefined> } {
  const seen = useSignal<TapState | undefined>(undefined);
  const fault = useSignal<Fault | undefined>(undefined);
  const room = tapRoom.value.trim().replace(/^#/, '');
  const text = tapText.value.trim();
  const startedAt = overview.value?.startedAt;
  // A gateway that was started again counts from 1 again.
  useEffect(() => {
    let over = false;
    let sum = EMPTY_TAP;
    const loop = createPoller(async () => {
      if (tapPaused.peek() || gatewayStatus.peek().name === 'away') return EVERY_MS;
      const told = await operatorApi().query('tap', { after: sum.last, room, text, limit: MAX_TAP_ENTRIES });
      if (over || tapPaused.peek()) return EVERY_MS;
      fault.value = told.fault;
      if (told.value !== undefined) {
        sum = appendPage(sum, told.value);
        seen.value = sum;
      }
      return EVERY_MS;
    }, tabVisibility);
    return () => {
      over = true;
      loop.stop();
    };
  }, [room, text, startedAt]);
  return { seen, fault };
}
