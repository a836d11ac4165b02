/** The word that was most likely meant: the fewest letters away, and not more than a third of them. */
export function closestMatch(typed: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.floor(typed.length / 3) + 1;
  for (const word of words) {
    const away = editDistance(typed.toLowerCase(), word.toLowerCase());
    if (away >= least) continue;
    least = away;
    best = word;
  }
  return best;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const here = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      here.push(Math.min(changed, (above[j] ?? 0) + 1, (here[j - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
}
