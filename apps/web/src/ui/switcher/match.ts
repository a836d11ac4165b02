import { fold } from '../../../../../core/message/fold.js';

const inOrder = (name: string, wanted: string): boolean => {
  let at = 0;
  for (const character of name) if (character === wanted[at]) at++;
  return at === wanted.length;
};

/**
 * How well a name fits what was typed: 4 the name itself, 3 its beginning, 2 the beginning of one of its words, 1 a part of
 * it, 0.5 its letters in their order, with others in between.
 *
 * @param loose whether letters in their order are enough
 * @returns 0 when it does not fit; 1 for everything when nothing was typed
 */
export function matchScore(name: string, typed: string, loose = true): number {
  const whole = fold(name);
  const wanted = fold(typed.trim());
  if (wanted === '') return 1;
  if (whole === wanted) return 4;
  if (whole.startsWith(wanted)) return 3;
  if (whole.split(/[\s\-_.]+/).some((word) => word.startsWith(wanted))) return 2;
  if (whole.includes(wanted)) return 1;
  return loose && whole[0] === wanted[0] && inOrder(whole, wanted) ? 0.5 : 0;
}
