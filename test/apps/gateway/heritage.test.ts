import { expect, test } from 'vitest';
import { resolveSettings } from '../../../apps/gateway/settings/read.js';
import { dedicatedHeritageKinds } from '../../../apps/gateway/settings/settings.js';
import { formatBanner } from '../../../apps/gateway/startup-messages.js';
import { startGateway } from './support/gateway.js';

const anyPort = {
  heritageQserverchatPort: 0,
  heritageQmlChatPort: 0,
  heritageTcpChattingPort: 0,
  heritageWebsocketFilesPort: 0,
  heritageServerchatPort: 0,
};

test('the old programs are listened for where that is wanted, and the banner says where', async () => {
  const { gateway, addresses } = await startGateway({ heritage: true, ...anyPort });
  expect(addresses.map(({ transport }) => transport)).toEqual([
    ...['http', 'tcp', 'websocket'],
    ...['websocket', 'websocket', 'tcp', 'websocket', 'tcp'],
  ]);
  expect(formatBanner(gateway, addresses)).toContain(`serverchat ${addresses.at(-1)?.port}`);
});

test('nothing is listened for them otherwise', async () => {
  const { gateway, addresses } = await startGateway(anyPort);
  expect(addresses).toHaveLength(3);
  expect(formatBanner(gateway, addresses)).not.toContain('old clients');
});

test('who is served on the port of the web page has no listener of its own', () => {
  const settings = resolveSettings({ heritage: true, httpPort: 8_080 });
  expect(dedicatedHeritageKinds(settings)).toEqual(['qserverchat', 'qmlChat', 'tcpChatting', 'serverchat']);
});
