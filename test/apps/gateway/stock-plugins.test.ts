import { expect, test } from 'vitest';
import { ncClient, startGateway, stockPlugins, webSocketClient } from './support/gateway.js';

async function named(tcpPort: number, nick: string) {
  const person = ncClient(tcpPort);
  person.send(nick);
  await person.waitFor('#lobby');
  return person;
}

const addressIn = (text: string): string => /http:\/\/\S+/.exec(text)?.[0] ?? '';

test('all stock plugins are on, in their order', async () => {
  const { gateway } = await startGateway();
  expect(gateway.hub.plugins.list()).toEqual(stockPlugins);
});

test('what is switched off is not there', async () => {
  const { gateway, http } = await startGateway({ floodControl: false, profanity: 'off', files: false, metrics: false });
  expect(gateway.hub.plugins.list()).toEqual(['logging', 'operators', 'moderation', 'history', 'heritage', 'operator']);
  expect((await fetch(`${http}files/x/y`)).status).toBe(404);
});

test('whoever comes later begins with what was said', async () => {
  const { tcpPort } = await startGateway({ history: 2 });
  const ann = await named(tcpPort, 'ann');
  for (const line of ['one', 'two', 'three']) ann.send(line);
  ann.send('/who');
  await ann.waitFor('-- In #lobby: ann');
  const bob = await named(tcpPort, 'bob');
  const read = await bob.waitFor('-- That was said before you came.');
  expect(read).toContain('ann: two\nann: three\n-- That was');
  expect(read).not.toContain('ann: one');
});

test('a file that is put where /send says is announced with an address, and comes back as it was', async () => {
  const text = 'Привет, 世界!\n'.repeat(10_000);
  const { tcpPort, ws } = await startGateway();
  const ann = await named(tcpPort, 'ann');
  const bob = await webSocketClient(ws);
  await bob.waitFor('#lobby');
  ann.send('/send');
  const place = addressIn(await ann.waitFor('curl -T FILE http'));
  const sent = await fetch(`${place}note.txt`, { method: 'PUT', body: text });
  expect([sent.status, (await sent.text()).slice(0, 17)]).toEqual([201, 'http://127.0.0.1:']);
  const link = addressIn(await bob.waitFor('* ann sends note.txt'));
  const response = await fetch(link);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.text()).toBe(text);
});

test('an operator is whoever shows the token, and may do what others may not', async () => {
  const { gateway, tcpPort } = await startGateway();
  const ann = await named(tcpPort, 'ann');
  const bob = await named(tcpPort, 'bob');
  ann.send('/topic Tea');
  await ann.waitFor('! Only moderators of #lobby may do that.');
  ann.send('/oper not-the-token');
  await ann.waitFor('! Wrong operator token.');
  ann.send(`/oper ${gateway.operatorToken}`);
  await ann.waitFor('-- You are an operator.');
  ann.send('/topic Tea');
  await bob.waitFor('Tea');
});

test('the token of an operator that was set is the one, and is not shown', async () => {
  const { gateway } = await startGateway({ operatorToken: 'correct-horse-battery' });
  expect(gateway.operatorToken).toBe('correct-horse-battery');
});
