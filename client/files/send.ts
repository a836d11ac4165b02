import { ClientError, clientError } from '../error.js';
import { type Fields, type FileLine, forget } from './line.js';
import type { FileSending, Outbound, SentFile } from './sending.js';
import { sourceOf } from './source.js';

/**
 * Where it is: `asking` for a place to begin, `sending`, `ending` (all is sent), `lost` until there is a connection, or `over`.
 */
type Stage = 'asking' | 'sending' | 'ending' | 'lost' | 'over';

/** How often an upload that the server does not know any more is begun anew, from its first byte. */
const ANEW = 3;

/**
 * Sends a file, as far ahead as the server allows, over as many connections as it takes. Where the server has lost the upload,
 * and its log has no message of it, the file is sent anew: it is announced once.
 */
export function sendFile(line: FileLine, { target, file, options }: Outbound): FileSending {
  const source = sourceOf(file);
  const { size } = source;
  const { name = source.name ?? 'file', mediaType = source.type || undefined, sha256, progress } = options;
  let transfer: string | undefined;
  let stage: Stage = 'asking';
  let sent = 0;
  let acknowledged = 0;
  /** The most that was acknowledged: what is sent anew is not told a second time. */
  let reported = 0;
  let anew = 0;
  let credit = 0;
  let part = 0;
  let isPaused = false;
  let isReading = false;
  let settle: { resolve(file: SentFile): void; reject(error: unknown): void };
  const done = new Promise<SentFile>((resolve, reject) => {
    settle = { resolve, reject };
  });
  done.catch(() => {});

  const handlers: Readonly<Record<string, (event: Fields) => void>> = {
    'file.chunk_ack': ({ offset }) => reach(Number(offset)),
    'file.ack': ({ offset }) => goOn(Number(offset)),
    'file.done': (event) => finish(event),
    'file.abort': ({ code, text }) => {
      // What was paused for too long is still there, and is gone on with when it is resumed.
      if (code === 'FILE_STALLED' && isPaused) stage = 'lost';
      else fail(new ClientError(String(code), String(text), false));
    },
  };
  const deaf = [
    line.on('event', (event) => {
      const fields = event as unknown as Fields;
      if (fields.transfer === transfer && transfer !== undefined) handlers[event.type]?.(fields);
    }),
    line.on('state', (state) => {
      if (state === 'stopped') fail(clientError('CLIENT_STOPPED'));
      else if (state !== 'online' && stage !== 'over') stage = 'lost';
    }),
    line.on('welcome', () => {
      if (stage === 'lost' && !isPaused) begin();
    }),
  ];

  function over(): void {
    stage = 'over';
    for (const end of deaf) end();
  }

  function finish(reply: Fields): void {
    if (stage === 'over') return;
    over();
    reach(size);
    settle.resolve(reply as unknown as SentFile);
  }

  function fail(error: unknown): void {
    if (stage === 'over') return;
    over();
    settle.reject(error);
  }

  function begin(): void {
    stage = 'asking';
    // The target helps the server to find the message of an upload that has ended.
    const header = transfer === undefined ? { ...target, name, size, mediaType, sha256 } : { ...target, transfer };
    line.ask('file.header', header, { resolve: (reply) => begun(reply as Fields), reject: refused });
  }

  function begun(reply: Fields): void {
    transfer = String(reply.transfer);
    if (stage === 'over') giveUp();
    if (stage !== 'asking') return;
    credit = Number(reply.credit);
    part = Number(reply.chunk);
    stage = 'sending';
    goOn(Number(reply.offset));
  }

  function refused(error: ClientError): void {
    if (stage === 'over') return;
    const { code, details } = error;
    if (code === 'CLIENT_CONNECTION_LOST') stage = 'lost';
    else if (code === 'FILE_INCOMPLETE' && stage === 'ending') {
      stage = 'sending';
      goOn(Number(details.offset));
    } else if (code === 'FILE_UNKNOWN' && transfer !== undefined && anew < ANEW) beginAnew();
    else fail(error);
  }

  /** The server has lost the upload, as it may when its process is killed, and nothing of it was announced. */
  function beginAnew(): void {
    anew++;
    transfer = undefined;
    sent = 0;
    acknowledged = 0;
    begin();
  }

  /** The server has everything before a place. */
  function reach(offset: number): void {
    acknowledged = Math.max(acknowledged, offset);
    if (acknowledged > reported) {
      reported = acknowledged;
      line.guarded(() => progress?.(reported, size));
    }
    void pump();
  }

  /** The next part is the one at a place. */
  function goOn(offset: number): void {
    sent = offset;
    reach(offset);
  }

  async function pump(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      while (stage === 'sending' && !isPaused && sent < size) {
        const at = sent;
        const length = Math.min(part, size - at);
        if (at + length > acknowledged + credit) break;
        const bytes = await source.read(at, length);
        // Meanwhile the server may have wished for another place.
        if (stage !== 'sending' || sent !== at) continue;
        if (bytes.length !== length) throw clientError('CLIENT_FILE_CHANGED');
        if (!line.part({ type: 'file.chunk', transfer, offset: at }, bytes)) break;
        sent = at + length;
      }
    } catch (error) {
      giveUp();
      fail(error instanceof ClientError ? error : clientError('CLIENT_FILE_CHANGED'));
    } finally {
      isReading = false;
    }
    if (stage === 'sending' && sent === size) end();
  }

  function end(): void {
    stage = 'ending';
    line.ask('file.end', { transfer }, { resolve: (reply) => ended(reply as Fields), reject: refused });
  }

  function ended(reply: Fields): void {
    if (reply.checking !== true) finish(reply);
  }

  function giveUp(): void {
    if (transfer !== undefined) forget(line, transfer);
  }

  begin();
  return {
    done,
    size,
    get acknowledged() {
      return acknowledged;
    },
    get paused() {
      return isPaused;
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      if (stage === 'lost') begin();
      else void pump();
    },
    abort() {
      if (stage === 'over') return;
      giveUp();
      fail(clientError('CLIENT_ABORTED'));
    },
  };
}
