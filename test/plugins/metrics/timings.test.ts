import { describe, expect, test } from 'vitest';
import { CommandTable } from '../../../core/command/table.js';
import { type CommandRunInfo, type GateRunInfo, limitsWith, type Plugin } from '../../../core/index.js';
import { BlockMonitor } from '../../../core/plugin/block-monitor.js';
import { Events } from '../../../core/plugin/events.js';
import { GateRunner } from '../../../core/plugin/gate-runner.js';
import { LiveSession } from '../../../core/session/live-session.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { manualClock } from '../../../testkit/index.js';
import { openWorld } from '../../support/world.js';
import { scrape } from './support/scrape.js';

/** A gate that takes its time for every message. */
const slow = (ms: number): Plugin => ({
  name: 'slow',
  setup(host) {
    host.gate('publish', (draft) => new Promise((resolve) => void host.after(ms, () => resolve(draft))));
  },
});

describe('how long things take', () => {
  test("each plugin's gate, by stage and what it did", async () => {
    const numbers = metrics({ process: false });
    const world = await openWorld({ plugins: [numbers, slow(200)] });
    const ann = await world.native('ann', 'lobby');
    const said = ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await world.pass(200);
    await said;
    const read = await scrape(numbers);
    const labels = { plugin: 'slow', stage: 'publish', did: 'passed' };
    expect(read.value('partyline_gate_seconds_sum', labels)).toBeCloseTo(0.2);
    expect(read.value('partyline_gate_seconds_bucket', { ...labels, le: '0.1' })).toBe(0);
    expect(read.value('partyline_gate_seconds_bucket', { ...labels, le: '0.5' })).toBe(1);
  });

  test('each command, gates included, and whether it was done', async () => {
    const numbers = metrics({ process: false });
    const world = await openWorld({ plugins: [numbers, slow(200)] });
    const ann = await world.native('ann', 'lobby');
    const said = ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await world.pass(200);
    await said;
    await ann.refused({ type: 'say', room: 'attic', text: 'hello' });
    const read = await scrape(numbers);
    expect(read.value('partyline_command_seconds_sum', { command: 'say', outcome: 'done' })).toBeCloseTo(0.2);
    expect(read.series('partyline_command_seconds_count')).toEqual({
      'command=hello,outcome=done': 1,
      'command=join,outcome=done': 1,
      'command=say,outcome=done': 1,
      'command=say,outcome=refused': 1,
    });
  });

  test('every message from its stamp to its writing, each once however many a turn has', async () => {
    const numbers = metrics({ process: false });
    const world = await openWorld({ plugins: [numbers] });
    const ann = await world.native('ann', 'lobby');
    await Promise.all(['a', 'b', 'c'].map((text) => ann.ok({ type: 'say', room: 'lobby', text })));
    await world.settle();
    const read = await scrape(numbers);
    expect(read.value('partyline_handover_seconds_count')).toBe(3);
    expect(read.value('partyline_handover_seconds_sum')).toBe(0);
  });

  test('a message has been written to its receivers when its handover is measured', async () => {
    const seen: (number | undefined)[] = [];
    const numbers = metrics({ process: false });
    const world = await openWorld({ plugins: [numbers] });
    const ann = await world.native('ann', 'lobby');
    const bob = await world.native('bob', 'lobby');
    world.hub.on('message', () => {
      // Asked for after the plugin has asked for it: it runs next after that.
      world.clock.afterTick(
        () => void seen.push(world.hub.chat.sessions().find((one) => one.user?.nick === 'bob')?.pendingBytes),
      );
    });
    bob.wire.freeze();
    await ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await world.settle();
    expect(seen[0]).toBeGreaterThan(0);
    expect((await scrape(numbers)).value('partyline_handover_seconds_count')).toBe(1);
  });
});

describe('the events behind it', () => {
  test('tell of every gate and of every command, the refused ones too', async () => {
    const gated: GateRunInfo[] = [];
    const ran: CommandRunInfo[] = [];
    const world = await openWorld({ plugins: [slow(5)] });
    world.hub.on('gateRun', (info) => void gated.push(info));
    world.hub.on('commandRun', (info) => void ran.push(info));
    const ann = await world.native('ann', 'lobby');
    const said = ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await world.pass(5);
    await said;
    await ann.refused({ type: 'dance' });
    await ann.refused({ type: 'say', room: 'lobby', text: '' });
    expect(gated).toEqual([{ plugin: 'slow', stage: 'publish', did: 'passed', ms: 5 }]);
    expect(ran).toEqual([
      { command: 'hello', refused: false, ms: 0 },
      { command: 'join', refused: false, ms: 0 },
      { command: 'say', refused: false, ms: 5 },
      { command: 'say', refused: true, ms: 0 },
    ]);
  });

  test('cost not even a look at the clock while nobody listens', async () => {
    let looks = 0;
    const clock = { ...manualClock(), monotonic: () => ++looks };
    const watch = new BlockMonitor(clock, 200, () => {});
    const events = new Events(() => {}, watch);
    const gates = new GateRunner(clock, limitsWith(), events, () => {}, watch);
    const commands = new CommandTable({
      clock,
      deadlineMs: 1,
      events,
      gates,
      failed: () => {},
      refused: () => {},
      watch,
    });
    commands.add({ name: 'wave', summary: '', beforeLogin: true, run: () => ({}) });
    const session = new LiveSession('s', { id: 'c', transport: 'memory', openedAt: 0, secure: true });
    await commands.run('wave', {}, session);
    expect(looks).toBe(0);
    const stop = events.on('app', 'commandRun', () => {});
    await commands.run('wave', {}, session);
    expect(looks).toBe(4);
    stop();
    await commands.run('wave', {}, session);
    expect(looks).toBe(4);
  });
});
