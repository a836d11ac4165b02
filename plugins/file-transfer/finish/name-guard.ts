import { type Gate, isJsonObject, refuse } from '../../../core/index.js';
import type { Vault } from '../vault/index.js';

/**
 * A gate for `publish`: where another one has taken a file's name out of the text, it would still be in the data, in the
 * room's list and in the address. A gate of `file` can give the file another name; here it is too late for that.
 */
export function nameGuard({ isPending }: Pick<Vault, 'isPending'>): Gate<'publish'> {
  return (draft) => {
    const { kind, data, text } = draft;
    if (kind !== 'file' || !isJsonObject(data) || !isPending(String(data.file))) return draft;
    if (text.startsWith(`${String(data.name)} (`)) return draft;
    return refuse('FILE_NAME', 'The name of the file is not allowed here.');
  };
}
