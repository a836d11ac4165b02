import type { Client } from './client.js';
import type { Group } from './crowd.js';
import { microseconds, stamped } from './stamp.js';

/** What makes the publishers publish. */
export interface Drive {
  start(groups: readonly Group[]): void;
  /** A publisher got `messages` of its own back. */
  returned(group: Group, messages: number): void;
  /** Nothing is published from here on. */
  stop(): void;
}

/** A closed loop: each room has `window` messages in flight, and each one that comes back lets the next one out. */
export function closedLoop(window: number): Drive {
  let running = false;
  function say(group: Group, messages: number): void {
    publish(
      group,
      Array.from({ length: messages }, () => stamped(microseconds())),
    );
  }
  return {
    start(groups) {
      running = true;
      for (const group of groups) say(group, window);
    },
    returned(group, messages) {
      if (running) say(group, messages);
    },
    stop() {
      running = false;
    },
  };
}

/**
 * A steady load: `perSecond` deliveries over all rooms, the rooms taking turns. A message bears the time at which
 * it was due, so that a generator or a server that falls behind shows in the latencies.
 */
export function steadyLoad(perSecond: number): Drive {
  let timer: NodeJS.Timeout | undefined;
  return {
    start(groups) {
      const members = groups[0]?.members.length ?? 1;
      const interval = (1_000_000 * members) / perSecond;
      let due = microseconds();
      let turn = 0;
      timer = setInterval(() => {
        for (const now = microseconds(); due <= now; due += interval) {
          const group = groups[turn++ % groups.length];
          if (group !== undefined) publish(group, [stamped(Math.round(due))]);
        }
      }, 1);
    },
    returned() {},
    stop() {
      clearInterval(timer);
    },
  };
}

function publish(group: Group, texts: readonly string[]): void {
  const publisher: Client | undefined = group.members[0];
  publisher?.say(texts);
  group.published += texts.length;
}
