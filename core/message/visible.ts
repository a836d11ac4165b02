/**
 * Characters that leave a blank although Unicode does not say so of them: the empty Braille pattern and the null note head.
 * The Hangul fillers are ignorable by default.
 */
const blanks = '\\u2800\\u{1d159}';

/** Number signs of Arabic and other scripts: format characters that are drawn. */
const drawnFormats = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';

/** What nothing is drawn for: white space, control and format characters, ignorable and blank ones, accents alone. */
const unseen = `\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}\\p{Default_Ignorable_Code_Point}\\p{Mn}\\p{Me}${blanks}`;

const visible = new RegExp(`[^${unseen}]|[${drawnFormats}]`, 'u');
const invisibleInNames = new RegExp(`[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}${blanks}]`, 'u');

/** Tells whether a text has anything to see. */
export function hasVisible(text: string): boolean {
  return visible.test(text);
}

/**
 * Tells whether a name has a character that is not seen, or that may look like nothing: two names that differ in one of them
 * alone look the same.
 */
export function hasInvisible(name: string): boolean {
  return invisibleInNames.test(name);
}
