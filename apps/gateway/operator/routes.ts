import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ChatError, type LogFields, Refusal, type WebAccess, webAccess } from '../../../core/index.js';
import { webAccessOptions } from '../http/access.js';
import type { Operators } from '../operators.js';
import { actions } from './actions.js';
import type { AuditRecord } from './audit-log.js';
import type { ActionContext, ActionResult, OperatorAction, OperatorContext, OperatorQuery } from './context.js';
import { type HttpExchange, readJsonBody, sendAnswer } from './http-exchange.js';
import { queries } from './queries.js';
import { httpHeaders, httpStatus, operatorRefusal } from './refusals.js';

/** Handles requests of operators. @returns Whether it has handled the request. */
export type OperatorHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The result of a request. */
interface RequestOutcome {
  readonly answer: object | Refusal;
  /** Runs after the reply is sent. */
  readonly afterwards?: () => void;
}

const UNREADY_RETRY_MS = 2_000;

/**
 * Where operators read and act over HTTP, below `/operator/`, with `Authorization: Bearer TOKEN`: `wire.ts` has what there
 * is. Answers with JSON: what was parsed for, or `{ code, text, details }` with a status that fits.
 */
export function createOperatorRoutes(context: OperatorContext): OperatorHandler {
  const { hub, clock, logger, telemetryPlugin, settings } = context;
  const admit = createAuthorizer(context.operators);
  const access = webAccess(webAccessOptions(settings));

  async function readFor(
    read: OperatorQuery,
    { route: what, query }: OperatorRequest,
    { request }: HttpExchange,
  ): Promise<RequestOutcome> {
    const refusal = await admit(request);
    if (refusal !== undefined) {
      logger.info({ address: remoteAddressOf(request), what, code: refusal.code }, 'operator refused');
      return { answer: refusal };
    }
    const { current: telemetry } = telemetryPlugin;
    if (telemetry === undefined) return { answer: unready() };
    return { answer: await settled(async () => read({ ...context, telemetry }, query), { what }) };
  }

  async function actFor(
    act: OperatorAction,
    { route: what }: OperatorRequest,
    exchange: HttpExchange,
  ): Promise<RequestOutcome> {
    const { request } = exchange;
    const address = remoteAddressOf(request);
    let fields: LogFields = { address, what };
    let record: Omit<AuditRecord, 'line'> = { by: 'operator', address, act: what };
    let afterwards: (() => void) | undefined;
    const action: ActionContext = {
      log(more) {
        fields = { ...fields, ...more };
      },
      audit(more) {
        record = { ...record, ...more };
      },
      afterReply(run) {
        afterwards = run;
      },
    };
    const admitted = isOriginAllowed(request, access) ? await admit(request) : operatorRefusal('OPERATOR_ORIGIN');
    const given = admitted ?? (await settled(() => done(act, exchange, action), fields));
    if (given instanceof Refusal) {
      logger.info({ ...fields, code: given.code }, 'operator refused');
      // Unauthorized requests are not audited: they could flood the audit log.
      if (admitted === undefined) context.audit.add({ ...record, line: given.text, refused: given.code });
      return { answer: given };
    }
    logger.info(fields, 'operator');
    context.audit.add({ ...record, line: given.line });
    return { answer: given, ...(afterwards && { afterwards }) };
  }

  async function done(
    act: OperatorAction,
    { request }: HttpExchange,
    action: ActionContext,
  ): Promise<ActionResult | Refusal> {
    const { current: telemetry } = telemetryPlugin;
    if (hub.state !== 'open' || telemetry === undefined) return unready();
    const body = await readJsonBody(request, clock);
    return body instanceof Refusal ? body : act({ ...context, telemetry }, body, action);
  }

  /** Converts errors to refusals. Errors other than ChatError are logged, and their text is not sent. */
  async function settled<T>(work: () => Promise<T | Refusal>, fields: LogFields): Promise<T | Refusal> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
      logger.error({ ...fields, error }, 'operator failed');
      return operatorRefusal('OPERATOR_FAILED');
    }
  }

  const unready = (): Refusal => operatorRefusal('OPERATOR_UNREADY', { state: hub.state, retryMs: UNREADY_RETRY_MS });

  function outcomeOf(parsed: OperatorRequest, exchange: HttpExchange): Promise<RequestOutcome> | RequestOutcome {
    const { method } = exchange.request;
    const read = Object.hasOwn(queries, parsed.route) ? queries[parsed.route] : undefined;
    if (read !== undefined) {
      return method === 'GET'
        ? readFor(read, parsed, exchange)
        : { answer: operatorRefusal('OPERATOR_METHOD', { allow: 'GET' }) };
    }
    const act = Object.hasOwn(actions, parsed.route) ? actions[parsed.route] : undefined;
    if (act === undefined) return { answer: operatorRefusal('OPERATOR_NOTHING') };
    return method === 'POST'
      ? actFor(act, parsed, exchange)
      : { answer: operatorRefusal('OPERATOR_METHOD', { allow: 'POST' }) };
  }

  async function serve(parsed: OperatorRequest, exchange: HttpExchange): Promise<void> {
    const { answer: given, afterwards } = await outcomeOf(parsed, exchange);
    if (given instanceof Refusal) {
      const { code, text, details } = given;
      await sendAnswer(
        exchange,
        httpStatus(given),
        { code, text, ...(details && { details }) },
        httpHeaders(given),
        clock,
      );
    } else {
      await sendAnswer(exchange, 200, given, {}, clock);
    }
    afterwards?.();
  }

  return (request, response) => {
    const parsed = parseOperatorRequest(request.url);
    if (parsed === undefined) return false;
    // If an answer cannot be sent, only its connection is closed.
    serve(parsed, { request, response }).catch((error: unknown) => {
      logger.error({ what: parsed.route, error }, 'operator failed');
      response.destroy();
    });
    return true;
  };
}

const PREFIX = '/operator/';

/** A request below `/operator/`. */
export interface OperatorRequest {
  /** The path below `/operator/`. */
  readonly route: string;
  readonly query: URLSearchParams;
}

/** Parses a request's target; `undefined` if it is not below `/operator/`. */
export function parseOperatorRequest(target = '/'): OperatorRequest | undefined {
  const [path = '/', ...rest] = target.split('?');
  if (!path.startsWith(PREFIX)) return undefined;
  return { route: path.slice(PREFIX.length), query: new URLSearchParams(rest.join('?')) };
}

/** Returns whether the request's origin is allowed. */
export function isOriginAllowed({ headers: { origin, host }, socket }: IncomingMessage, access: WebAccess): boolean {
  const { localPort, remoteAddress } = socket;
  return access({ origin, host, localPort, remoteAddress }) === undefined;
}

/** Returns a refusal unless the request has the operator token. The answer to a wrong token is delayed. */
export type Authorizer = (request: IncomingMessage) => Promise<Refusal | undefined>;

/** Retry delay for clients whose token could not be compared. */
const RETRY_MS = 1_000;

/** Returns the client's address. */
export function remoteAddressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? 'unknown';
}

/** Requires `Authorization: Bearer TOKEN` (RFC 6750). A request without a token does not count as a guess. */
export function createAuthorizer({
  matchesToken: fits,
  checkToken: shown,
}: Pick<Operators, 'matchesToken' | 'checkToken'>): Authorizer {
  /** Connections that have sent the right token: guesses from the same address do not delay them. */
  const trusted = new WeakSet<Socket>();
  return async (request) => {
    const { socket } = request;
    const given = /^Bearer +([!-~]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined) return operatorRefusal('OPERATOR_TOKEN');
    if (trusted.has(socket) && fits(given)) return undefined;
    trusted.delete(socket);
    const outcome = await shown(given, socket.remoteAddress, 'http');
    if (outcome === 'busy') return operatorRefusal('OPERATOR_TRIES', { retryMs: RETRY_MS });
    if (outcome === 'wrong') return operatorRefusal('OPERATOR_TOKEN');
    trusted.add(socket);
    return undefined;
  };
}
