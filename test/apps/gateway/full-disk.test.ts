import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Client, createClient } from '../../../client/index.js';
import { clientClock, clientRandom, tcpWire } from '../../support/client-wires.js';
import '../../support/conformance.js';
import { canMount, smallDisk } from '../../support/small-disk.js';
import { startGatewayProgram } from './support/program.js';

const LONG = 'x'.repeat(3_000);

async function guest(nick: string, port: number): Promise<Client> {
  const wire = tcpWire(port);
  const client = createClient({ open: wire.open, clock: clientClock, random: clientRandom, nick });
  onTestFinished(() => {
    client.stop();
    wire.destroy();
  });
  client.connect();
  await client.join('lobby');
  return client;
}

const readiness = async (http: string) => {
  const answer = await fetch(new URL('readyz', http));
  return `${answer.status} ${await answer.text()}`.trim();
};

const request = (client: Client, type: string, fields: object = {}) =>
  client.request(type as 'history', { room: 'lobby', ...fields } as never) as Promise<unknown> as Promise<Json>;

type Json = Readonly<Record<string, unknown>>;

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error & { code: string; retry: boolean },
  );

/** Says things until the disk is full; resolves to how many were kept, and why the next was not. */
async function sayUntilRefused(client: Client) {
  for (let kept = 0; ; kept++) {
    const failure = await failureOf(client.say('lobby', `${kept} ${LONG}`));
    if (failure !== undefined) return { kept, failure };
  }
}

/** Everything that only reads. */
async function readEverything(client: Client, kept: number) {
  const history = await request(client, 'history', { limit: 10 });
  expect(history.entries).toHaveLength(10);
  const search = await request(client, 'search', { text: `${kept - 1}` });
  expect(search.entries).toHaveLength(1);
  const { rooms } = await request(client, 'history.unread');
  expect(rooms).toMatchObject([{ room: 'lobby', end: kept + 2 }]);
  expect((await request(client, 'file.list')).files).toHaveLength(0);
}

// Only root may mount a small disk. What the log does on a full one is tested without, by SQLite's own limit.
beforeEach((context) => {
  if (canMount) return;
  context.task.meta.unclaimed = 'This user cannot mount a disk.';
  context.skip();
});

describe('a gateway whose disk is full', () => {
  test('refuses messages with a code, serves reading, says so to operators, and goes on when there is space', {
    timeout: 60_000,
  }, async () => {
    const disk = smallDisk(8);
    disk.fill(3_000_000);
    const gateway = await startGatewayProgram('--data', disk.path, '--no-flood-control', '--log-format', 'json');
    const ann = await guest('ann', gateway.tcpPort);
    // An edit that is not folded into the history yet is shown all the same.
    const said = await ann.say('lobby', 'before');
    await request(ann, 'edit', { target: { epoch: said.epoch, offset: said.offset }, text: 'corrected' });
    const { kept, failure } = await sayUntilRefused(ann);
    expect(failure).toMatchObject({ code: 'CHAT_DISK_FULL', retry: true });
    expect(failure.message).toBe("The server's disk is full. Nothing was kept; try again later.");
    disk.fill();
    await readEverything(ann, kept);
    const first = await request(ann, 'history', { after: { epoch: said.epoch, offset: 0 }, limit: 1 });
    expect(JSON.stringify(first.entries)).toContain('corrected');
    const reaction = await failureOf(
      request(ann, 'react', { target: { epoch: said.epoch, offset: said.offset }, emoji: '👍' }),
    );
    expect(reaction).toMatchObject({ code: 'CHAT_DISK_FULL' });
    await readEverything(await guest('bob', gateway.tcpPort), kept);
    expect(await readiness(gateway.http)).toBe('503 not ready: messages cannot be stored (disk-full)');
    const metrics = await (await fetch(new URL('metrics', gateway.http))).text();
    expect(metrics).toContain('partyline_broker_writable 0');
    expect(metrics).toContain('partyline_broker_problem{reason="disk-full"} 1');

    gateway.child.kill('SIGKILL');
    const { err } = await gateway.exited;
    const errors = err.split('\n').filter((line) => line.includes('"level":"error"'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`${disk.path}/partyline.db is full`);

    const again = await startGatewayProgram('--data', disk.path, '--no-flood-control', '--log-format', 'json');
    const carol = await guest('carol', again.tcpPort);
    await readEverything(carol, kept);
    expect(await failureOf(carol.say('lobby', LONG))).toMatchObject({ code: 'CHAT_DISK_FULL' });
    expect(await readiness(again.http)).toContain('disk-full');

    disk.free();
    while ((await readiness(again.http)) !== '200 ready') await new Promise(setImmediate);
    const { offset } = await carol.say('lobby', 'after');
    expect(offset).toBe(kept + 3);
    again.child.kill('SIGTERM');
    const end = await again.exited;
    expect(end.code).toBe(0);
    expect(end.err).toContain('works again');
  });
});
