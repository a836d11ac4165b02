import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChatError, type LogFields, Refusal, webAccess } from '../../../core/index.js';
import { webAccessOptions } from '../http/access.js';
import type { Act, Doing, Done } from './act.js';
import { acts } from './acts/index.js';
import { addressOf, admissionOf } from './admission.js';
import { answer, type Exchange } from './answer.js';
import type { Deed } from './audit/index.js';
import { bodyOf } from './body.js';
import type { Ground } from './ground.js';
import { originFits } from './origin.js';
import { type Asked, askedOf } from './paths.js';
import type { Read } from './read.js';
import { reads } from './reads/index.js';
import { deskRefusal, headersOf, statusOf } from './statuses.js';

/** Answers requests of operators; says whether it has taken one. */
export type OperatorDesk = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What comes of a request. */
interface Outcome {
  readonly answer: object | Refusal;
  /** Done once it is answered. */
  readonly afterwards?: () => void;
}

const RETRY_MS = 2_000;

/**
 * Where operators read and act over HTTP, below `/operator/`, with `Authorization: Bearer TOKEN`: `wire.ts` has what there
 * is. Answers with JSON: what was asked for, or `{ code, text, details }` with a status that fits.
 */
export function operatorDesk(ground: Ground): OperatorDesk {
  const { hub, clock, logger, watch, settings } = ground;
  const admit = admissionOf(ground.operators);
  const access = webAccess(webAccessOptions(settings));

  async function readFor(read: Read, { what, query }: Asked, { request }: Exchange): Promise<Outcome> {
    const refusal = await admit(request);
    if (refusal !== undefined) {
      logger.info({ address: addressOf(request), what, code: refusal.code }, 'operator refused');
      return { answer: refusal };
    }
    const { sight } = watch;
    if (sight === undefined) return { answer: unready() };
    return { answer: await settled(async () => read({ ...ground, sight }, query), { what }) };
  }

  async function actFor(act: Act, { what }: Asked, exchange: Exchange): Promise<Outcome> {
    const { request } = exchange;
    const address = addressOf(request);
    let fields: LogFields = { address, what };
    let deed: Omit<Deed, 'line'> = { by: 'operator', address, act: what };
    let afterwards: (() => void) | undefined;
    const doing: Doing = {
      note(more) {
        fields = { ...fields, ...more };
      },
      about(more) {
        deed = { ...deed, ...more };
      },
      afterwards(run) {
        afterwards = run;
      },
    };
    const admitted = originFits(request, access) ? await admit(request) : deskRefusal('OPERATOR_ORIGIN');
    const given = admitted ?? (await settled(() => done(act, exchange, doing), fields));
    if (given instanceof Refusal) {
      logger.info({ ...fields, code: given.code }, 'operator refused');
      // Whoever is not admitted is no operator: they would fill the audit log.
      if (admitted === undefined) ground.audit.add({ ...deed, line: given.text, refused: given.code });
      return { answer: given };
    }
    logger.info(fields, 'operator');
    ground.audit.add({ ...deed, line: given.line });
    return { answer: given, ...(afterwards && { afterwards }) };
  }

  async function done(act: Act, { request }: Exchange, doing: Doing): Promise<Done | Refusal> {
    const { sight } = watch;
    if (hub.state !== 'open' || sight === undefined) return unready();
    const body = await bodyOf(request, clock);
    return body instanceof Refusal ? body : act({ ...ground, sight }, body, doing);
  }

  /** What is thrown becomes a refusal; what is no ChatError is a defect, which is logged and not told. */
  async function settled<T>(work: () => Promise<T | Refusal>, fields: LogFields): Promise<T | Refusal> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
      logger.error({ ...fields, error }, 'operator failed');
      return deskRefusal('OPERATOR_FAILED');
    }
  }

  const unready = (): Refusal => deskRefusal('OPERATOR_UNREADY', { state: hub.state, retryMs: RETRY_MS });

  function outcomeOf(asked: Asked, exchange: Exchange): Promise<Outcome> | Outcome {
    const { method } = exchange.request;
    const read = Object.hasOwn(reads, asked.what) ? reads[asked.what] : undefined;
    if (read !== undefined) {
      return method === 'GET'
        ? readFor(read, asked, exchange)
        : { answer: deskRefusal('OPERATOR_METHOD', { allow: 'GET' }) };
    }
    const act = Object.hasOwn(acts, asked.what) ? acts[asked.what] : undefined;
    if (act === undefined) return { answer: deskRefusal('OPERATOR_NOTHING') };
    return method === 'POST'
      ? actFor(act, asked, exchange)
      : { answer: deskRefusal('OPERATOR_METHOD', { allow: 'POST' }) };
  }

  async function serve(asked: Asked, exchange: Exchange): Promise<void> {
    const { answer: given, afterwards } = await outcomeOf(asked, exchange);
    if (given instanceof Refusal) {
      const { code, text, details } = given;
      await answer(exchange, statusOf(given), { code, text, ...(details && { details }) }, headersOf(given), clock);
    } else {
      await answer(exchange, 200, given, {}, clock);
    }
    afterwards?.();
  }

  return (request, response) => {
    const asked = askedOf(request.url);
    if (asked === undefined) return false;
    // One answer that cannot be sent ends one connection.
    serve(asked, { request, response }).catch((error: unknown) => {
      logger.error({ what: asked.what, error }, 'operator failed');
      response.destroy();
    });
    return true;
  };
}
