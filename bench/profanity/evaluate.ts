import type { WordFilter } from '../../plugins/profanity/index.js';
import type { PhraseSet } from './phrases/phrase-set.js';

/** How a filter did on the phrases of one language. */
export interface Score {
  /** `en`, `ru`, `zh`. */
  readonly language: keyof PhraseSet;
  /** How many bad phrases there are. */
  readonly bad: number;
  /** How many innocent phrases there are. */
  readonly innocent: number;
  /** Bad phrases in which nothing was found. */
  readonly missed: readonly string[];
  /** Innocent phrases in which something was found. */
  readonly mistaken: readonly string[];
}

/** Lets a filter loose on labelled phrases. */
export function evaluate({ find }: WordFilter, set: PhraseSet): readonly Score[] {
  const finds = (phrase: string) => find(phrase).length > 0;
  return (['en', 'ru', 'zh'] as const).map((language) => {
    const { bad, innocent } = set[language];
    return {
      language,
      bad: bad.length,
      innocent: innocent.length,
      missed: bad.filter((phrase) => !finds(phrase)),
      mistaken: innocent.filter(finds),
    };
  });
}

/** The share of bad phrases that were found, 0 to 1. */
export const recall = ({ bad, missed }: Score): number => 1 - missed.length / bad;

/** The share of innocent phrases that were taken for bad ones, over all languages, 0 to 1. */
export function falsePositives(scores: readonly Score[]): number {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0);
  return sum(({ mistaken }) => mistaken.length) / sum(({ innocent }) => innocent);
}

/** Microseconds for one text of 200 characters, by language: the median of several rounds. */
export function speed({ find }: WordFilter, set: PhraseSet): Readonly<Record<keyof PhraseSet, number>> {
  const measured = (language: keyof PhraseSet): number => {
    const text = set[language].innocent.join(' ');
    const texts = Array.from({ length: 5 }, (_, at) => text.slice(at * 30, at * 30 + 200).padEnd(200, text));
    const rounds = Array.from({ length: 15 }, () => {
      const began = performance.now();
      for (let turn = 0; turn < 200; turn++) find(texts[turn % texts.length] ?? '');
      return ((performance.now() - began) * 1_000) / 200;
    });
    return rounds.sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  };
  return { en: measured('en'), ru: measured('ru'), zh: measured('zh') };
}
