import type { Cancel, Clock } from '../../core/index.js';

/** What a lane is made with. */
export interface LaneParts<Parcel> {
  readonly clock: Clock;
  /** How long the next parcel takes, in milliseconds. */
  delayMs(): number;
  /** A parcel has come through. */
  arrive(parcel: Parcel): void;
}

/** One direction of a connection. Parcels take their time and never overtake each other. */
export interface Lane<Parcel> {
  /** Whether anything is under way that will arrive. False while the lane is held. */
  readonly moving: boolean;
  /** Whether nothing is under way, held or not. */
  readonly empty: boolean;
  send(parcel: Parcel): void;
  /** While held nothing arrives and nothing is lost; afterwards it goes on, each as if it were sent again. */
  hold(held: boolean): void;
  /** What is under way is lost. */
  clear(): void;
}

/** Makes a lane with nothing on it. */
export function createLane<Parcel>({ clock, delayMs, arrive }: LaneParts<Parcel>): Lane<Parcel> {
  let way: { at: number; readonly parcel: Parcel }[] = [];
  let held = false;
  let timer: Cancel | undefined;

  function onward(): void {
    const [next] = way;
    if (next === undefined || held || timer !== undefined) return;
    // One at a time, so that what a parcel causes is done before the next one is there.
    timer = clock.after(next.at - clock.monotonic(), () => {
      timer = undefined;
      way.shift();
      arrive(next.parcel);
      onward();
    });
  }

  /** One that would be there before those in front of it comes right behind them. */
  const arrival = (): number => clock.monotonic() + delayMs();

  function stop(): void {
    timer?.();
    timer = undefined;
  }

  return {
    get moving() {
      return way.length > 0 && !held;
    },
    get empty() {
      return way.length === 0;
    },
    send(parcel) {
      way.push({ at: arrival(), parcel });
      onward();
    },
    hold(holding) {
      if (holding === held) return;
      held = holding;
      if (held) {
        stop();
        return;
      }
      for (const under of way) under.at = arrival();
      onward();
    },
    clear() {
      stop();
      way = [];
    },
  };
}
