import type { Act } from '../act.js';
import { countIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';
import { whereIn } from '../where.js';

/** `{ room?, to?, bytes? }`: gives an address to `PUT` one file to, of which they are told under the hub's name. */
export const file: Act = ({ hub, server, files }, body, doing) => {
  const where = whereIn(body, hub.limits);
  const target = 'everywhere' in where ? {} : where;
  doing.note(target);
  doing.about('to' in where ? { who: where.to } : target);
  if (files.current === undefined) return deskRefusal('FILES_OFF');
  const permit = files.current.createUploadUrl({
    ...target,
    nick: server.name,
    bytes: countIn(body, 'bytes', 0, Number.MAX_SAFE_INTEGER, 0),
  });
  const whom = 'room' in where ? `#${where.room}` : 'to' in where ? where.to : 'every room';
  return { ...permit, line: `may send one file to ${whom}` };
};
