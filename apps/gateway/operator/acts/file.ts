import type { OperatorAction } from '../act.js';
import { readInteger } from '../fields.js';
import { operatorRefusal } from '../statuses.js';
import { readMessageTarget } from '../where.js';

/** `{ room?, to?, bytes? }`: gives an address to `PUT` one file to, of which they are told under the hub's name. */
export const file: OperatorAction = ({ hub, server, files }, body, doing) => {
  const where = readMessageTarget(body, hub.limits);
  const target = 'everywhere' in where ? {} : where;
  doing.log(target);
  doing.audit('to' in where ? { who: where.to } : target);
  if (files.current === undefined) return operatorRefusal('FILES_OFF');
  const permit = files.current.permit({
    ...target,
    nick: server.name,
    bytes: readInteger(body, 'bytes', 0, Number.MAX_SAFE_INTEGER, 0),
  });
  const whom = 'room' in where ? `#${where.room}` : 'to' in where ? where.to : 'every room';
  return { ...permit, line: `may send one file to ${whom}` };
};
