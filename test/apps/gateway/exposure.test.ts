import { expect, test } from 'vitest';
import { describeExposure } from '../../../apps/gateway/settings/listen-address.js';
import { formatBanner } from '../../../apps/gateway/startup-messages.js';
import { silent } from '../../../index.js';
import { startGateway } from './support/gateway.js';

test.each([
  [{ consoleAddress: '', metrics: true }, /the chat, the operator’s console, \/metrics and .* without encryption/],
  [{ consoleAddress: '0.0.0.0:9090', metrics: false }, /the chat, the operator’s console and/],
  [{ consoleAddress: '127.0.0.1:9090', metrics: false }, /^the chat and/],
])('%j shows other machines %s', (settings, text) => {
  expect(describeExposure(settings)).toMatch(text);
});

test('a gateway that other machines reach says so in the banner and at warn; one on loopback does not', async () => {
  for (const [host, isPublic] of [
    ['0.0.0.0', true],
    ['127.0.0.1', false],
  ] as const) {
    const warned: string[] = [];
    const logger = { ...silent, warn: (_fields: object, text: string) => void warned.push(text) };
    const { gateway, addresses } = await startGateway({ host }, { logger });
    expect(
      formatBanner(gateway, addresses).includes('Exposed to other machines: the chat, the operator’s console'),
    ).toBe(isPublic);
    expect(warned.some((text) => text.startsWith('exposed to other machines: the chat'))).toBe(isPublic);
  }
});

test('the banner names the ports of old clients that every web page may connect to', async () => {
  const ports = { heritageQserverchatPort: 0, heritageQmlChatPort: 0, heritageTcpChattingPort: 0 };
  const more = { heritageWebsocketFilesPort: 0, heritageServerchatPort: 0 };
  const { gateway, addresses } = await startGateway({ heritage: true, ...ports, ...more });
  expect(formatBanner(gateway, addresses)).toMatch(/Any web page, .* may connect to the ports of .*qml-chat/);
});
