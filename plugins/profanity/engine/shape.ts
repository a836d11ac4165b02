/** What surrounds a match in a folded text without a space or a quotation mark. */
export interface Token {
  readonly text: string;
  /** Where the match begins in the token. */
  readonly from: number;
  /** Where the match ends in the token. */
  readonly to: number;
}

/** Longer ones are cut on both sides of the match: what matters of a shape is near. */
const MOST = 96;
const ENDS = /[\s"'`<>[\]{}«»“”‘’「」『』（）【】《》。，、！？；：\u3400-\u9fff]/;

/** The token around a part of a folded text. */
export function tokenAround(text: string, from: number, to: number): Token {
  let start = from;
  let end = to;
  while (start > 0 && from - start < MOST && !ENDS.test(text.charAt(start - 1))) start--;
  while (end < text.length && end - to < MOST && !ENDS.test(text.charAt(end))) end++;
  return { text: text.slice(start, end), from: from - start, to: to - start };
}

/** Tokens of this length with digits are keys, hashes, encoded bytes: chance writes words of three letters into them. */
const LONG = 16;

/** Whether a token looks like random letters and digits. Digits of the match itself are no evidence. */
export function isRandom({ text, from, to }: Token): boolean {
  if (text.length < LONG) return false;
  return digitsIn(text.slice(0, from)) + digitsIn(text.slice(to)) >= 2;
}

/** `npm i @scope/name`: a scope is no word. */
export const isPackage = ({ text }: Token): boolean => /^@[\w.-]+\/[\w./@-]+$/.test(text);

/** Shapes in which digits and signs stand for nothing but themselves. */
const SHAPES: readonly RegExp[] = [
  // Hashes, UUIDs, addresses of networks and of machines, colours, error codes.
  /^(?:0x|[#@$&=(]*)(?=[^0-9]*[0-9])[0-9a-f]+(?:[:._/=-]+[0-9a-f]+)*(?:::?)?$/,
  // An amount with its unit, a time, a date.
  /^[+-]?[0-9]+(?:[.,:/t-][0-9]+)*(?:z|[a-zµ°%]{1,4})?$/,
  // A version.
  /^(?:[a-z]+[@=-])?[v^~]?[0-9]+(?:\.[0-9x*]+)+(?:[-+.][\w.+-]*)?$/,
  // A path.
  /^(?:\.{0,2}|~|[a-z]:)[/\\]/,
  /(?<![\w.-])[\w.-]{2,}[/\\][\w.-]+[/\\]/,
  /(?:^|[/\\])[\w.-]+[/\\][\w.-]*\.[a-z]{1,5}[0-9]?$/,
  // A name of a file.
  /[\w)-]\.(?:pdf|txt|md|csv|tsv|docx?|xlsx?|pptx?|od[tsp]|rtf|epub|png|jpe?g|gif|webp|svg|bmp|ico|tiff?|heic|avif|mp[34]|m4[av]|wav|ogg|flac|mkv|mov|avi|webm|srt|ass|vtt|zip|gz|tgz|bz2|xz|zst|7z|rar|tar|iso|dmg|deb|rpm|apk|exe|msi|dll|bin|jar|json|ya?ml|toml|xml|html?|css|s[ac]ss|less|jsx?|tsx?|mjs|cjs|vue|py|rb|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|pl|sh|bat|ps1|sql|db|log|lock|conf|cfg|ini|env|bak|tmp|patch|diff|pem|key|crt)$/,
];

/** Whether what looks like a word in other signs is what machines write. */
export function isMachineText(token: Token): boolean {
  if (isRandom(token) || isPackage(token)) return true;
  const text = token.text.replace(/[.,:;!?)]+$/, '').replace(/^\(+/, '');
  return SHAPES.some((shape) => shape.test(text));
}

function digitsIn(text: string): number {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) digits++;
  }
  return digits;
}
