import type { Item } from '../../../chat/index.js';
import { FOLDED_LINES, isTall } from '../../../text/tall.js';
import type { RowLayout } from '../rows/lay.js';

const LINE = 22;
const TILE_GAP = 10;
const HEAD = 22;
const DIVIDER = 40;
/** What the gutter and the padding take of a line. */
const GUTTER = 84;
/** How wide a character is: of Latin script in the middle, and of the scripts whose characters are twice as wide. */
const CHARACTER = 7.3;
const WIDE = 15;
const WIDE_FROM = 0x2e80;

const heights = { gap: 40, notice: 54, presence: 26, upload: 76 } as const;
const CARD = 72;
const PREVIEW = 220;
const QUOTE = 22;
const CHIPS = 32;

/** How many lines a text takes, guessed from its beginning and its length: exactness is not worth the time. */
function linesOf(text: string, width: number): number {
  let lines = 0;
  const wide = text.charCodeAt(text.length >> 1) >= WIDE_FROM ? WIDE : CHARACTER;
  const perLine = Math.max(8, Math.floor((width - GUTTER) / wide));
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('\n', at);
    const length = (end < 0 ? text.length : end) - at;
    lines += Math.max(1, Math.ceil(length / perLine));
    if (end < 0) break;
    at = end + 1;
  }
  return lines;
}

/** With the line of the button that unfolds it. */
function textLines(text: string, width: number): number {
  return isTall(text) ? FOLDED_LINES + 1 : linesOf(text, width);
}

/**
 * How high a row may be, before it was drawn.
 *
 * @param width of the list, in pixels
 */
export function estimate(item: Item, lay: RowLayout, width: number): number {
  const before = (lay.day ? DIVIDER : 0) + (lay.unread ? DIVIDER : 0);
  if (item.type !== 'message') return before + heights[item.type];
  if (item.erased) return before + LINE + 2;
  const head = lay.first ? TILE_GAP + HEAD : 0;
  const extras = (item.reply === undefined ? 0 : QUOTE) + (item.reactions === undefined ? 0 : CHIPS);
  const { file } = item;
  const body =
    file === undefined ? textLines(item.text, width) * LINE + 2 : file.mediaType.startsWith('image/') ? PREVIEW : CARD;
  return before + head + extras + body;
}
