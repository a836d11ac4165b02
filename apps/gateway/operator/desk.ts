import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChatError, type Clock, type Hub, type LogFields, type Logger, Refusal } from '../../../core/index.js';
import type { Operators } from '../operators.js';
import type { Act, ActParts } from './act.js';
import { addressOf, admissionOf } from './admission.js';
import { answer, type Exchange } from './answer.js';
import { bodyOf } from './body.js';
import { file } from './file.js';
import { isOperatorPath, pathOf } from './paths.js';
import { say } from './say.js';
import { deskRefusal, headersOf, statusOf } from './statuses.js';

/** Answers requests of operators. */
export type OperatorDesk = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What the desk needs. */
export interface DeskParts extends ActParts {
  readonly hub: Pick<Hub, 'chat' | 'limits' | 'state'>;
  readonly operators: Pick<Operators, 'fits'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const RETRY_MS = 2_000;

/**
 * Where operators act over HTTP: `POST /operator/say` and `POST /operator/file`, with `Authorization: Bearer TOKEN` and a
 * JSON object. Answers with JSON: what the act gives, or `{ code, text, details }` with a status that fits. Says whether it
 * has taken the request.
 */
export function operatorDesk(parts: DeskParts): OperatorDesk {
  const { hub, clock, logger } = parts;
  const admit = admissionOf(parts.operators, clock);
  const acts: ReadonlyMap<string, Act> = new Map([
    ['/operator/say', say(parts)],
    ['/operator/file', file(parts)],
  ]);

  async function outcomeOf(act: Act, exchange: Exchange, note: (fields: LogFields) => void): Promise<object | Refusal> {
    const refusal = admit(exchange.request);
    if (refusal !== undefined) return refusal;
    if (hub.state !== 'open') return deskRefusal('OPERATOR_UNREADY', { state: hub.state, retryMs: RETRY_MS });
    const body = await bodyOf(exchange.request, clock);
    return body instanceof Refusal ? body : act.run(body, note);
  }

  async function done(act: Act, exchange: Exchange): Promise<object | Refusal> {
    let fields: LogFields = { address: addressOf(exchange.request), what: act.name };
    const note = (more: LogFields): void => {
      fields = { ...fields, ...more };
    };
    try {
      const outcome = await outcomeOf(act, exchange, note).catch(refusalFrom);
      if (outcome instanceof Refusal) logger.info({ ...fields, code: outcome.code }, 'operator refused');
      else logger.info(fields, 'operator');
      return outcome;
    } catch (error) {
      logger.error({ ...fields, error }, 'operator failed');
      return deskRefusal('OPERATOR_FAILED');
    }
  }

  async function serve(path: string, exchange: Exchange): Promise<void> {
    const act = acts.get(path);
    const outcome = await outcomeFor(act, exchange);
    if (!(outcome instanceof Refusal)) return answer(exchange, 200, outcome, {}, clock);
    const { code, text, details } = outcome;
    return answer(exchange, statusOf(outcome), { code, text, ...(details && { details }) }, headersOf(outcome), clock);
  }

  function outcomeFor(act: Act | undefined, exchange: Exchange): Promise<object | Refusal> | Refusal {
    if (act === undefined) return deskRefusal('OPERATOR_NOTHING');
    return exchange.request.method === 'POST' ? done(act, exchange) : deskRefusal('OPERATOR_METHOD');
  }

  return (request, response) => {
    const path = pathOf(request.url);
    if (!isOperatorPath(path)) return false;
    void serve(path, { request, response });
    return true;
  };
}

/** What a caller can handle, as a refusal. Others are thrown again. */
function refusalFrom(error: unknown): Refusal {
  if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
  throw error;
}
