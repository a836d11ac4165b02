import { Counter, type Registry } from 'prom-client';
import { type CloseCause, errors, type PluginHost, type RefusedInfo, type Session } from '../../core/index.js';
import { boundedLabel } from './labels.js';

/** Counts what happens. @returns What makes it listen to a hub. */
export function traffic(registry: Registry): (host: PluginHost) => void {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
    new Counter({ name: `partyline_${name}`, help, labelNames, registers: [registry] });
  const opened = counter('connections_opened_total', 'Connections within the limits.', ['transport']);
  const closed = counter('connections_closed_total', 'Connections that ended, by whose doing and why.', [
    'transport',
    'by',
    'code',
  ]);
  const resumes = counter('resumes_total', 'What becomes of sessions that outlive their connections.', ['outcome']);
  const logins = counter('logins_total', 'Sessions that logged in.', ['transport', 'dialect']);
  const messages = counter('messages_total', 'Messages published on this node.', ['kind']);
  const deliveries = counter('deliveries_total', 'Events of rooms, each as often as it was handed to a session.', []);
  const refusals = counter('refusals_total', 'What was refused, and with which code.', ['what', 'code']);
  const failures = counter('failures_total', 'Failures of plugins, dialects and the broker.', ['plugin', 'code']);
  const omitted = counter('omitted_total', 'Events that a slow reader was not sent.', ['how']);
  const counted = counter('counted_total', 'What plugins count.', ['plugin', 'what']);
  // What has not happened yet is 0: a rate needs to see the first one.
  for (const outcome of ['lost', 'resumed', 'taken', 'expired']) resumes.inc({ outcome }, 0);
  for (const how of ['coalesced', 'dropped']) omitted.inc({ how }, 0);
  for (const kind of ['text', 'action']) messages.inc({ kind }, 0);

  const codeLabel = boundedLabel(Object.keys(errors));
  const whatLabel = boundedLabel();
  const pluginLabel = boundedLabel();
  const countedLabel = boundedLabel();
  const kindLabel = boundedLabel(['text', 'action']);
  /** Sessions that are known to have no connection. */
  const away = new WeakSet<Session>();

  const end = ({ info }: Session, { by, code }: CloseCause): void =>
    // A peer's code is the peer's own word.
    closed.inc({ transport: info.transport, by, code: by === 'local' && code !== undefined ? codeLabel(code) : '' });
  const refuse = ({ what, code }: RefusedInfo): void =>
    // An unknown command's name is the peer's own word, too.
    refusals.inc({ what: code === 'CHAT_COMMAND_UNKNOWN' ? 'unknown' : whatLabel(what), code: codeLabel(code) });

  return (host) => {
    host.on('opened', ({ info }) => opened.inc({ transport: info.transport }));
    host.on('login', ({ wire }) => {
      const [transport = '', dialect = ''] = wire.split('/', 2);
      logins.inc({ transport, dialect });
    });
    host.on('lost', (session, cause) => {
      away.add(session);
      resumes.inc({ outcome: 'lost' });
      end(session, cause);
    });
    host.on('resumed', (session) => {
      if (away.delete(session)) return resumes.inc({ outcome: 'resumed' });
      resumes.inc({ outcome: 'taken' });
      end(session, { by: 'local', code: 'CHAT_SESSION_TAKEN' });
    });
    host.on('closed', (session, cause) => {
      if (away.delete(session)) return resumes.inc({ outcome: 'expired' });
      // The visitor's connection lives on: it carries the session that has come back.
      if (cause.by !== 'local' || cause.code !== 'resumed') end(session, cause);
    });
    host.on('message', ({ message }) => messages.inc({ kind: kindLabel(message.kind) }));
    host.on('delivered', (events) => deliveries.inc(events));
    host.on('refused', refuse);
    host.on('failed', ({ plugin, error }) => failures.inc({ plugin: pluginLabel(plugin), code: error.code }));
    host.on('dropped', (_session, _event, how) => omitted.inc({ how }));
    host.on('metric', ({ plugin, what, amount }) =>
      counted.inc({ plugin: pluginLabel(plugin), what: countedLabel(what) }, amount),
    );
  };
}
