import { stemEnglish } from './english.js';
import { stemRussian } from './russian.js';

/** Words longer than this are not inflected words: code points. */
const MAX_LENGTH = 40;

/** Stems kept in memory; most words of a conversation come again. */
const MAX_CACHED = 4_096;

const cached = new Map<string, string>();

/** Particles that are written together with a Korean noun, the longest first. */
const PARTICLE =
  /(?:에게서는?|한테서|으로부터|에서부터|에서[는도의]?|에게[는도]?|한테[는도]?|으로[는도서]?|이라[도고는]|로부터|까지[는도]?|부터[는도]?|처럼|보다[는도]?|마다|조차|마저|밖에|하고|이나|이랑|이란|이며|이든|라도|라고|라는|만[은이을도]?|에[는도]|로[는도서]|께서|[은는이가을를의에와과도로랑나께])$/;

/** Particles that leave a noun of a single syllable; others leave too many words that only look inflected. */
const CLEAR_PARTICLE = /(?:에서|에게|까지|부터|처럼|보다|으로|하고|[은는을를])$/;

function stemKorean(word: string): string {
  const noun = word.replace(PARTICLE, '');
  if (noun === '') return word;
  return noun.length > 1 || CLEAR_PARTICLE.test(word) ? noun : word;
}

function stemUncached(word: string): string {
  if (/^[a-z]+$/.test(word)) return stemEnglish(word);
  if (/^[а-я]+$/.test(word)) return stemRussian(word);
  return /[가-힣]$/.test(word) ? stemKorean(word) : word;
}

/**
 * Gives what the forms of a word have in common: the Snowball stem of English and Russian words, a Korean noun without its
 * particles, any other word itself.
 * @param word A folded word: lower case, without accents.
 */
export function stemOf(word: string): string {
  if (word.length < 2 || word.length > MAX_LENGTH) return word;
  const known = cached.get(word);
  if (known !== undefined) return known;
  if (cached.size >= MAX_CACHED) cached.clear();
  const stem = stemUncached(word);
  cached.set(word, stem);
  return stem;
}
