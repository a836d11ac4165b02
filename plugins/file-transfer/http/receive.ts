import type { IncomingMessage } from 'node:http';
import { ChatError, Refusal } from '../../../core/index.js';
import { fileError } from '../file-store/errors.js';
import type { Upload, UploadHold } from '../file-store/file-store.js';
import { httpRefusal } from './answer.js';
import type { HttpContext } from './context.js';
import { createStallGuard } from './guards.js';

/** What became of a body: `taken`, all of it is written; `gone`, its sender has hung up; or why it was refused. */
export type ReceiveResult = 'taken' | 'gone' | Refusal;

/** A claim for as long as one request takes. */
export interface Claim {
  readonly hold: UploadHold;
  /** Called with the reason when the hold is lost. Reassigned by the current reader. */
  onLost: (why: Refusal) => void;
}

/** Takes an upload over. */
export function claim(upload: Upload): Claim {
  const claimed: Claim = {
    hold: upload.claim((code) => claimed.onLost(refusalFrom(fileError(code)))),
    onLost: () => {},
  };
  return claimed;
}

/** An error that a caller can handle, as a refusal. Others are thrown again. */
export function refusalFrom(error: unknown): Refusal {
  if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
  throw error;
}

/**
 * Writes a request's body to an upload, behind what is there. The sender waits while more than `windowBytes` are not
 * written. Once it resolves, nothing is read any more.
 * @param most Maximum size of the body in bytes.
 */
export function receive(
  request: IncomingMessage,
  claimed: Claim,
  most: number,
  { clock, limits: { windowBytes, ...limits } }: HttpContext,
): Promise<ReceiveResult> {
  const { hold } = claimed;
  return new Promise((resolve, reject) => {
    const start = hold.expected;
    let taken = start;
    let written = start;
    let ended = false;
    let over = false;
    const pace = createStallGuard(
      clock,
      limits,
      () => done(httpRefusal('FILE_STALLED')),
      () => request.isPaused(),
    );

    function done(received: ReceiveResult): void {
      if (over) return;
      over = true;
      pace.stop();
      request.off('data', take).off('end', end).off('close', gone).pause();
      resolve(received);
    }

    function take(chunk: Buffer): void {
      pace.moved(chunk.length);
      if (taken - start + chunk.length > most) {
        done(httpRefusal('FILE_LENGTH', { most }));
        return;
      }
      hold.write(taken, chunk).then(wrote, failed);
      taken += chunk.length;
      if (taken - written > windowBytes) request.pause();
    }

    function wrote(end: number): void {
      written = end;
      if (over) return;
      if (ended && written === taken) done('taken');
      else if (!ended && taken - written <= windowBytes / 2) request.resume();
    }

    function failed(error: unknown): void {
      try {
        done(refusalFrom(error));
      } catch (defect) {
        over = true;
        pace.stop();
        reject(defect);
      }
    }

    function end(): void {
      ended = true;
      pace.stop();
      if (written === taken) done('taken');
    }

    function gone(): void {
      if (!ended) done('gone');
    }

    claimed.onLost = done;
    request.on('data', take).on('end', end).on('close', gone);
    // What has gone before this began says so no more.
    if (request.destroyed && !request.complete) done('gone');
  });
}
