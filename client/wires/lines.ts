const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** As much is held at first, and again after a longer line. */
const USUAL_BYTES = 4_096;

/** What is told of the lines. */
export interface LineTaker {
  /** One whole line, without its end. */
  line(text: string): void;
  /** A line is longer than it may be. Nothing comes after it. */
  tooLong(): void;
}

/**
 * Makes lines of bytes as they come: UTF-8, ended by `\n` or `\r\n`. Only whole lines are decoded, so it does not matter
 * where characters are cut.
 *
 * @param maxBytes how long a line may be, without its end
 * @returns takes the next bytes, and does not keep them
 */
export function createLineReader(maxBytes: number, taker: LineTaker): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  let held = new Uint8Array(USUAL_BYTES);
  let used = 0;
  let isOver = false;

  function hold(bytes: Uint8Array): void {
    const wanted = used + bytes.length;
    if (wanted > held.length) {
      const larger = new Uint8Array(Math.max(wanted, 2 * held.length));
      larger.set(held.subarray(0, used));
      held = larger;
    }
    held.set(bytes, used);
    used = wanted;
  }

  function release(): void {
    used = 0;
    if (held.length > 16 * USUAL_BYTES) held = new Uint8Array(USUAL_BYTES);
  }

  /** `\r` may be the first half of the line's end, and does not count. */
  function isTooLong(length: number, last: number | undefined): boolean {
    return length - (last === RETURN ? 1 : 0) > maxBytes;
  }

  function take(line: Uint8Array): void {
    const last = line.at(-1);
    if (isTooLong(line.length, last)) {
      isOver = true;
      taker.tooLong();
    } else taker.line(decoder.decode(last === RETURN ? line.subarray(0, -1) : line));
  }

  return (bytes) => {
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to !== -1 && !isOver; to = bytes.indexOf(NEWLINE, from)) {
      const piece = bytes.subarray(from, to);
      from = to + 1;
      if (used === 0) take(piece);
      else {
        hold(piece);
        const line = held.subarray(0, used);
        release();
        take(line);
      }
    }
    if (isOver) return;
    const rest = bytes.subarray(from);
    if (isTooLong(used + rest.length, rest.at(-1))) {
      isOver = true;
      release();
      taker.tooLong();
    } else hold(rest);
  };
}
