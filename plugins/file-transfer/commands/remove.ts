import { type Command, refuse } from '../../../core/index.js';
import type { Parts } from '../parts.js';
import { idIn } from '../wire/fields.js';

/** What `file.remove` is asked for. */
export interface RemoveInput {
  readonly file: string;
}

/** `file.remove`: a file of mine, or, for operators, of anybody, is to be had no more. */
export const remove = ({ vault, settings }: Parts): Command<RemoveInput> => ({
  name: 'file.remove',
  summary: 'Removes a file.',
  parse: (fields) => ({ file: idIn(fields, 'file') }),
  async run({ file: id }, session) {
    const unknown = refuse('FILE_UNKNOWN', 'There is no such file.', { file: id });
    const file = await vault.file(id);
    if (file === undefined) return unknown;
    if (file.owner.user !== session.user?.id && !settings.operators(session)) {
      return refuse('FILE_NOT_YOURS', 'Only who sent a file may remove it.', { file: id });
    }
    return (await vault.remove(id)) ? { file: id } : unknown;
  },
});
