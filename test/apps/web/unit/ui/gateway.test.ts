import { expect, test } from 'vitest';
import { isOriginRefused, parseGatewayInfo } from '../../../../../apps/web/src/gateway.js';

test('reads room and port from the info of the gateway', () => {
  expect(parseGatewayInfo({ version: '0.1.0', room: 'tea', tcpPort: 7001 })).toEqual({ room: 'tea', tcpPort: 7001 });
});

test.each([undefined, null, 'x', [], {}, { room: 7, tcpPort: '7001' }])('uses the defaults for %j', (info) => {
  expect(parseGatewayInfo(info)).toEqual({ room: 'lobby', tcpPort: 7000 });
});

test.each([
  [{ originAllowed: false }, true],
  [{ originAllowed: true }, false],
  [{}, false],
  [undefined, false],
  ['x', false],
])('reads from %j whether the origin is refused: %s', (info, refused) => {
  expect(isOriginRefused(info)).toBe(refused);
});
