/** Phrases of one language, labelled by hand. */
export interface LabelledPhrases {
  /** Each has something that the filter must find. */
  readonly bad: readonly string[];
  /** None has. */
  readonly innocent: readonly string[];
}

/** Labelled phrases by language. */
export type PhraseSet = Readonly<Record<'en' | 'ru' | 'zh', LabelledPhrases>>;
