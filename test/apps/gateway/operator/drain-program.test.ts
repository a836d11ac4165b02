import { expect, test } from 'vitest';
import { ncClient } from '../support/gateway.js';
import { startGatewayProgram, startProgram } from '../support/program.js';
import { TOKEN } from './support/cli.js';
import { post } from './support/routes.js';

test('an operator who drains ends the program with 0, as SIGTERM does', async () => {
  const { http, tcpPort, exited: ended } = await startGatewayProgram('--operator-token', TOKEN, '--drain-ms', '500');
  const person = ncClient(tcpPort);
  person.send('ann');
  await person.waitFor('You are in #lobby');
  expect((await post(`${http}operator/drain`, {})).status).toBe(200);
  expect(await person.closed).toMatch(/Come back in \d+ s\./);
  expect(await ended).toMatchObject({ code: 0, err: expect.not.stringContaining('kept the process alive') });
});

test('the program refuses chaos where it is in production', async () => {
  const { exited: ended } = startProgram(['--chaos', '--http-port', '0', '--tcp-port', '0'], {
    NODE_ENV: 'production',
  });
  expect(await ended).toMatchObject({ code: 2, err: expect.stringContaining('--chaos is not allowed in production') });
});
