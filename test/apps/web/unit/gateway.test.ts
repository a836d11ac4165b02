import { expect, test } from 'vitest';
import { isOriginRefused, parseGatewayInfo } from '../../../../apps/web/src/gateway.js';

test('takes the room and the port that the gateway tells', () => {
  expect(parseGatewayInfo({ version: '0.1.0', room: 'tea', tcpPort: 7001 })).toEqual({ room: 'tea', tcpPort: 7001 });
});

test.each([undefined, null, 'x', [], {}, { room: 7, tcpPort: '7001' }])('takes %j for a stock gateway', (told) => {
  expect(parseGatewayInfo(told)).toEqual({ room: 'lobby', tcpPort: 7000 });
});

test.each([
  [{ originAllowed: false }, true],
  [{ originAllowed: true }, false],
  [{}, false],
  [undefined, false],
  ['x', false],
])('knows from %j whether its origin is refused: %s', (told, refused) => {
  expect(isOriginRefused(told)).toBe(refused);
});
