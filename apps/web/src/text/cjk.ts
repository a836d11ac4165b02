/** Letters of Han, Kana and Hangul, which are written without spaces: for a character class of a regular expression with `u`. */
export const CJK =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}々〆ー';
