import { expect, test } from 'vitest';
import { nc, running, stockPlugins, webSocket } from './support/gateway.js';

async function named(tcpPort: number, nick: string) {
  const person = nc(tcpPort);
  person.send(nick);
  await person.reads('#lobby');
  return person;
}

const addressIn = (text: string): string => /http:\/\/\S+/.exec(text)?.[0] ?? '';

test('all stock plugins are on, in their order', async () => {
  const { gateway } = await running();
  expect(gateway.hub.plugins.list()).toEqual(stockPlugins);
});

test('what is switched off is not there', async () => {
  const { gateway, http } = await running({ floodControl: false, profanity: 'off', files: false, metrics: false });
  expect(gateway.hub.plugins.list()).toEqual(['logging', 'operators', 'moderation', 'history', 'heritage', 'operator']);
  expect((await fetch(`${http}files/x/y`)).status).toBe(404);
});

test('whoever comes later begins with what was said', async () => {
  const { tcpPort } = await running({ history: 2 });
  const ann = await named(tcpPort, 'ann');
  for (const line of ['one', 'two', 'three']) ann.send(line);
  ann.send('/who');
  await ann.reads('-- In #lobby: ann');
  const bob = await named(tcpPort, 'bob');
  const read = await bob.reads('-- That was said before you came.');
  expect(read).toContain('ann: two\nann: three\n-- That was');
  expect(read).not.toContain('ann: one');
});

test('a file that is put where /send says is announced with an address, and comes back as it was', async () => {
  const text = 'Привет, 世界!\n'.repeat(10_000);
  const { tcpPort, ws } = await running();
  const ann = await named(tcpPort, 'ann');
  const bob = await webSocket(ws);
  await bob.reads('#lobby');
  ann.send('/send');
  const place = addressIn(await ann.reads('curl -T FILE http'));
  const sent = await fetch(`${place}note.txt`, { method: 'PUT', body: text });
  expect([sent.status, (await sent.text()).slice(0, 17)]).toEqual([201, 'http://127.0.0.1:']);
  const link = addressIn(await bob.reads('* ann sends note.txt'));
  const response = await fetch(link);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.text()).toBe(text);
});

test('an operator is whoever shows the token, and may do what others may not', async () => {
  const { gateway, tcpPort } = await running();
  const ann = await named(tcpPort, 'ann');
  const bob = await named(tcpPort, 'bob');
  ann.send('/topic Tea');
  await ann.reads('! Only moderators of #lobby may do that.');
  ann.send('/oper not-the-token');
  await ann.reads('! That is not the operator’s token.');
  ann.send(`/oper ${gateway.operatorToken}`);
  await ann.reads('-- You are an operator.');
  ann.send('/topic Tea');
  await bob.reads('Tea');
});

test('the token of an operator that was set is the one, and is not shown', async () => {
  const { gateway } = await running({ operatorToken: 'correct-horse-battery' });
  expect(gateway.operatorToken).toBe('correct-horse-battery');
});
