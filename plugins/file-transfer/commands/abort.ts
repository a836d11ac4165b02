import type { Command } from '../../../core/index.js';
import type { Parts } from '../parts.js';
import { idIn } from '../wire/fields.js';

/** What `file.abort` is asked for. */
export interface AbortInput {
  readonly transfer: string;
}

/** `file.abort`: I give a transfer up. What has come of an upload is forgotten. */
export const abort = ({ floor, vault }: Parts): Command<AbortInput> => ({
  name: 'file.abort',
  summary: 'Gives up a file that is on its way.',
  parse: (fields) => ({ transfer: idIn(fields, 'transfer') }),
  async run({ transfer }, session) {
    const desk = floor.desk(session);
    if (desk.outgoing(transfer) !== undefined) {
      desk.drop(transfer);
      return {};
    }
    const upload = vault.upload(transfer);
    if (upload === undefined || upload.owner.user !== session.user?.id) return desk.missing(transfer) ?? {};
    desk.drop(transfer);
    await upload.claim(() => undefined).abort();
    return {};
  },
});
