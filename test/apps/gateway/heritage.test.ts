import { expect, test } from 'vitest';
import { banner } from '../../../apps/gateway/banner.js';
import { listenedFor } from '../../../apps/gateway/settings/heritage.js';
import { settingsWith } from '../../../apps/gateway/settings/with-defaults.js';
import { running } from './support/gateway.js';

const anyPort = {
  heritageQserverchatPort: 0,
  heritageQmlChatPort: 0,
  heritageTcpChattingPort: 0,
  heritageWebsocketFilesPort: 0,
  heritageServerchatPort: 0,
};

test('the old programs are listened for where that is wanted, and the banner says where', async () => {
  const { gateway, addresses } = await running({ heritage: true, ...anyPort });
  expect(addresses.map(({ transport }) => transport)).toEqual([
    ...['http', 'tcp', 'websocket'],
    ...['websocket', 'websocket', 'tcp', 'websocket', 'tcp'],
  ]);
  expect(banner(gateway, addresses)).toContain(`serverchat ${addresses.at(-1)?.port}`);
});

test('nothing is listened for them otherwise', async () => {
  const { gateway, addresses } = await running(anyPort);
  expect(addresses).toHaveLength(3);
  expect(banner(gateway, addresses)).not.toContain('old clients');
});

test('who is served on the port of the web page has no listener of its own', () => {
  const settings = settingsWith({ heritage: true, httpPort: 8_080 });
  expect(listenedFor(settings)).toEqual(['qserverchat', 'qmlChat', 'tcpChatting', 'serverchat']);
});
