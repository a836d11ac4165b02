import { expect, test } from 'vitest';
import { type Plugin, refuse, sessionKey } from '../../../core/index.js';
import { createWorld, type SeededRandom, type WorldClient } from '../../../testkit/index.js';

const rights = ['read', 'write', 'ban'] as const;
type Right = (typeof rights)[number];

const keys = Object.fromEntries(rights.map((right) => [right, sessionKey(right, () => '')])) as Record<
  Right,
  ReturnType<typeof sessionKey<string>>
>;

/** How long a closed connection may take to be gone. */
const CLOSING_MS = 2_000;

interface Proof {
  /** Names the proof. */
  readonly id: string;
  readonly grants: readonly Right[];
  readonly ttl: number | undefined;
  /** By which way it expires. */
  readonly by: 'hub' | 'timer' | 'host';
  readonly slowMs: number;
  readonly bad: boolean;
  readonly [key: string]: unknown;
}

/** Grants each right under the id of the proof that gives it. */
const granting: Plugin = {
  name: 'granting',
  setup(host) {
    host.gate(
      'login',
      async (request, session) => {
        const { id, grants, ttl, by, slowMs, bad } = request.credentials as unknown as Proof;
        for (const right of grants) session.set(keys[right], id);
        const close = () => session.close({ code: 'AUTH_EXPIRED', text: 'Log in again.', mayReturn: true });
        const at = host.clock.now() + slowMs + (ttl ?? 0);
        if (ttl !== undefined && by === 'timer') session.after(slowMs + ttl, close);
        if (ttl !== undefined && by === 'host') host.after(slowMs + ttl, close);
        if (slowMs > 0) await new Promise<void>((resolve) => void host.clock.after(slowMs, resolve));
        if (bad) return refuse('AUTH_INVALID', 'No.');
        return { ...request, expiresAt: ttl !== undefined && by === 'hub' ? at : undefined };
      },
      { deadlineMs: 60_000 },
    );
  },
};

function proofOf(id: string, random: SeededRandom): Proof {
  return {
    id,
    grants: rights.filter(() => random.between(0, 1) === 1),
    ttl: random.between(0, 2) === 0 ? undefined : random.between(1_000, 20_000),
    by: (['hub', 'timer', 'host'] as const)[random.between(0, 2)] ?? 'hub',
    slowMs: random.between(0, 2) === 0 ? random.between(1, 4_000) : 0,
    bad: random.between(0, 5) === 0,
  };
}

/** Logs in, drops, takes over and lets time pass at random; after each step every right is one that the newest proof gave. */
async function run(seed: number): Promise<number> {
  const world = createWorld({ seed, plugins: [granting], limits: { reconnectMs: 200, resumeMs: 60_000 } });
  const { random } = world;
  const proofs = new Map<string, Proof>();
  let drawn = 0;
  let checks = 0;
  const next = (): Proof => {
    const proof = proofOf(`p${++drawn}`, random);
    proofs.set(proof.id, proof);
    return proof;
  };
  /** The number of the newest proof that a session was seen with. */
  const accepted = new Map<string, number>();
  const tabs: WorldClient[] = [];
  const token = 'tokentokentokentokentoken'.slice(0, 22) + String(seed).padStart(4, '0');

  function check(): void {
    checks++;
    for (const session of world.hub.chat.sessions()) {
      const held = rights.map((right) => session.get(keys[right])).filter((id) => id !== '');
      const ids = new Set(held);
      // All rights are of one proof, which was good and gave them.
      expect(ids.size, `seed ${seed}: ${[...ids].join()}`).toBeLessThan(2);
      for (const id of ids) {
        const proof = proofs.get(id) as Proof;
        expect(proof.bad, `seed ${seed}: ${id}`).toBe(false);
        const granted = rights.filter((right) => session.get(keys[right]) === id);
        expect(granted, `seed ${seed}: ${id}`).toEqual(proof.grants);
        const number = Number(id.slice(1));
        expect(number, `seed ${seed}: an older proof than before`).toBeGreaterThanOrEqual(
          accepted.get(session.id) ?? 0,
        );
        accepted.set(session.id, number);
        if (session.connected && proof.ttl !== undefined) {
          const expires = (shownAt.get(id) ?? 0) + proof.slowMs + proof.ttl;
          // A connection that is closed needs a moment to be gone; what the hub enforces ends the rights at once.
          const late = proof.by === 'hub' ? 1 : CLOSING_MS;
          expect(world.now, `seed ${seed}: ${id} has expired`).toBeLessThanOrEqual(expires + late);
        }
      }
    }
  }

  const shownAt = new Map<string, number>();
  // When the hub was shown a proof.
  const watch: Plugin = {
    name: 'watch',
    setup: (host) =>
      host.gate(
        'login',
        (request) => {
          shownAt.set((request.credentials as unknown as Proof).id, host.clock.now());
          return request;
        },
        { phase: 'first' },
      ),
  };
  await world.settle();
  await world.hub.plugins.load(watch, { before: 'granting' });
  try {
    for (let step = 0; step < 60; step++) {
      const tab = tabs[random.between(0, Math.max(0, tabs.length - 1))];
      const what = random.between(0, 5);
      if (tab === undefined || what === 0) {
        const name = `tab${tabs.length + 1}`;
        tabs.push(world.client(name, { token, credentials: next }));
      } else if (what === 1) tab.drop();
      else if (what === 2) tab.lose();
      else if (what === 3 && tab.state === 'stopped') tab.client.connect();
      await world.advance(random.between(1, 4_000));
      check();
    }
    expect(world.failures).toEqual([]);
  } finally {
    await world.close();
  }
  return checks;
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  'no session ever has a right that its newest proof did not give, seed %i',
  async (seed) => {
    expect(await run(seed)).toBe(60);
  },
);
