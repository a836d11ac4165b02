/** Characters that show nothing by themselves: spaces, fillers, joiners, variation selectors, and all of format and control. */
const INVISIBLE = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Marks that show nothing without a character that they stand on. */
const MARK_ALONE = /^\p{M}+$/u;

/**
 * What is sent of a text: all of it but white space at its end. What it begins with is kept, since code is indented.
 *
 * @returns `''` where it shows nothing
 */
export function sendable(text: string): string {
  const seen = text.replace(INVISIBLE, '');
  return seen === '' || MARK_ALONE.test(seen) ? '' : text.replace(/\s+$/u, '');
}
