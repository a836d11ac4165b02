import { roomName } from '../../../../core/index.js';
import { integerParam, textParam } from '../query.js';
import type { OperatorQuery } from '../read.js';
import type { TapPage } from '../wire.js';

const MAX_LIMIT = 500;
const DEFAULT_LIMIT = 200;

/** `after=N&room=&text=&limit=`: what was said after number N; where that is more than the limit, the newest. */
export const tap: OperatorQuery = ({ hub, telemetry: sight }, query): TapPage => {
  const after = integerParam(query, 'after', 0, Number.MAX_SAFE_INTEGER, undefined);
  const text = textParam(query, 'text').trim().toLowerCase();
  const wanted = textParam(query, 'room');
  const room = wanted === '' ? undefined : roomName(wanted, hub.limits);
  const limit = integerParam(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT);
  const { last, first } = sight.tap;
  const found = sight.tap.after(after ?? 0).filter((entry) => {
    if (room !== undefined && entry.room !== room) return false;
    return text === '' || `${entry.from.nick} ${entry.text ?? ''}`.toLowerCase().includes(text);
  });
  // Whoever does not say from where on has lost nothing.
  return { entries: found.slice(-limit), last, lost: after === undefined ? 0 : Math.max(0, first - 1 - after) };
};
