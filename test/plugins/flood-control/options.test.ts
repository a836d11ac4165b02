import { describe, expect, test } from 'vitest';
import { type FloodControlOptions, floodControl } from '../../../plugins/flood-control/index.js';

describe('nonsense is a TypeError', () => {
  test.each<[string, unknown]>([
    ['an unknown option', { mesages: 5 }],
    ['an unknown kind', { session: { mesages: { burst: 1, perSecond: 1 } } }],
    ['an unknown part of a rate', { session: { messages: { burst: 1, perSecond: 1, perMinute: 1 } } }],
    ['a rate that is a number', { session: { messages: 5 } }],
    ['a burst of none', { session: { messages: { burst: 0, perSecond: 1 } } }],
    ['a burst that is not whole', { address: { bytes: { burst: 1.5, perSecond: 1 } } }],
    ['a pace of none', { session: { messages: { burst: 1, perSecond: 0 } } }],
    ['a pace that is no number', { session: { messages: { burst: 1, perSecond: Number.NaN } } }],
    ['a pace without end', { session: { messages: { burst: 1, perSecond: Number.POSITIVE_INFINITY } } }],
    ['a rate without its pace', { session: { messages: { burst: 1 } } }],
    ['addresses that are true', { address: true }],
    ['a wait that is too long', { slowMs: 60_001 }],
    ['less patience than one wait takes', { slowMs: 2_000, patienceMs: 1_999 }],
    ['no strikes', { strikes: 0 }],
    ['a window that is too short', { windowMs: 999 }],
    ['a bar that is negative', { barMs: -1 }],
    ['no addresses', { addresses: 0 }],
    ['shared addresses that are a list', { shared: ['10.0.0.1'] }],
    ['exempt sessions that are a list', { exempt: ['ann'] }],
  ])('%s', (_, options) => {
    expect(() => floodControl(options as FloodControlOptions)).toThrow(TypeError);
  });
});

test.each<FloodControlOptions>([
  {},
  { slowMs: 0 },
  { address: false, barMs: 0 },
  { session: { messages: { burst: 1, perSecond: 0.1 } }, address: { bytes: { burst: 1, perSecond: 1e9 } } },
])('sense is taken: %j', (options) => {
  expect(floodControl(options).name).toBe('flood-control');
});
