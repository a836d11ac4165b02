import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { guest, listening } from './support/line.js';

const main = fileURLToPath(new URL('../../../dist/apps/gateway/main.js', import.meta.url));

/** Runs `partyline chat` between pipes. */
function chat(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, 'chat', ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of waiting) one();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    look();
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      const see = (): void => {
        if (`${out}${err}`.includes(text)) resolve();
      };
      waiting.add(see);
      see();
    });
  return { child, ended, says, type: (text: string) => child.stdin.write(`${text}\n`), end: () => child.stdin.end() };
}

describe('between pipes', () => {
  test('what is piped in is said, kept, and then it is over', async () => {
    const { port } = await listening();
    const ann = await guest(port, 'ann');
    const bot = chat(`127.0.0.1:${port}`, '--nick', 'bot', '--room', 'lobby');
    bot.type('hello');
    bot.end();
    const { code, out, err } = await bot.ended;
    expect(code).toBe(0);
    expect(out).not.toContain('\u001b');
    expect(err).toContain('You are bot');
    expect((await ann.hears('hello')).from.nick).toBe('bot');
  });

  test('prints what others say, as lines that cannot be mistaken', async () => {
    const { port } = await listening();
    const ann = await guest(port, 'ann');
    const bot = chat(`ws://127.0.0.1:${port}`, '--nick', 'bot');
    await bot.says('You are bot');
    bot.type('/who');
    await bot.says('ann');
    await ann.client.say('lobby', 'one\nbob: two');
    await ann.client.tell('bot', 'psst');
    await bot.says('psst');
    bot.end();
    const { code, out } = await bot.ended;
    expect(code).toBe(0);
    expect(out).toContain('ann: one\n    bob: two\n');
    expect(out).toContain('[ann → you] psst\n');
  });

  test('a line that is refused is told on standard error, and the exit code says so', async () => {
    const { port } = await listening();
    const bot = chat(`127.0.0.1:${port}`, '--nick', 'bot');
    bot.type('/nosuch');
    bot.type('/kick nobody');
    bot.end();
    const { code, err } = await bot.ended;
    expect(code).toBe(1);
    expect(err).toContain('! There is no command /nosuch.');
    expect(err).toMatch(/! .*\([A-Z_]+\)/);
  });

  test('a line that begins with a path is said', async () => {
    const { port } = await listening();
    const ann = await guest(port, 'ann');
    const bot = chat(`127.0.0.1:${port}`, '--nick', 'bot');
    bot.type('/etc/hosts is the file');
    bot.end();
    expect((await bot.ended).code).toBe(0);
    expect((await ann.hears('/etc/hosts is the file')).from.nick).toBe('bot');
  });

  test('whoever is too fast waits as long as the server says', async () => {
    const { port } = await listening({ floodControl: true });
    const ann = await guest(port, 'ann');
    const bot = chat(`127.0.0.1:${port}`, '--nick', 'bot');
    for (let number = 1; number <= 20; number++) bot.type(`number ${number}.`);
    bot.end();
    expect((await bot.ended).code).toBe(0);
    expect((await ann.hears('number 20.')).from.nick).toBe('bot');
  });

  test('ends with 1 where nobody listens, and with 2 where it is misused', async () => {
    const lost = chat('ws://127.0.0.1:1/');
    lost.end();
    expect(await lost.ended).toMatchObject({
      code: 1,
      err: 'partyline: cannot connect to ws://127.0.0.1:1/: connect ECONNREFUSED 127.0.0.1:1\n',
    });
    expect((await chat('ftp://x').ended).code).toBe(2);
    expect((await chat('--help').ended).out).toContain('Usage: partyline chat [URL] [options]');
  });

  test('Ctrl-C says goodbye and ends it', async () => {
    const { port } = await listening();
    const ann = await guest(port, 'ann');
    const left = new Promise((resolve) => ann.client.on('left', resolve));
    const bot = chat(`127.0.0.1:${port}`, '--nick', 'bot');
    await bot.says('You are bot');
    bot.type('in');
    await ann.hears('in');
    bot.child.kill('SIGINT');
    expect((await bot.ended).code).toBe(0);
    expect(await left).toMatchObject({ user: { nick: 'bot' } });
  });
});
