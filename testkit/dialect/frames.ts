import type { Frame } from '../../core/index.js';

/** Texts that have broken parsers before, and what people and programs send. */
const pieces: readonly string[] = [
  '',
  ' ',
  '\t',
  '\n',
  '\r',
  '\0',
  '\u001b[2J',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ':',
  ',',
  '/',
  '//',
  '#',
  '@',
  'null',
  'ann',
  'lobby',
  'привет',
  '你好',
  '🙂',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\u202e',
  '__proto__',
  'constructor',
  '/help',
  '/odd',
  '/odd x',
  '/ODD',
  '/me waves',
  '/quit',
  '/nope',
  '/join',
  '/msg',
  '1e999',
  '-0',
  '.5',
  'x'.repeat(5_000),
  '{}',
  '{"type":1}',
  '{"type":"hello"}',
  '{"type":"hello","ref":1,"nick":"ann"}',
  '{"type":"say","text":"hi"}',
  '{"type":"__proto__"}',
  '{"__proto__":{"type":"ping"}}',
  '{"type":"ping","ref":{}}',
  '{"type":"ping","ref":null}',
  'GET / HTTP/1.1',
  '[[[[',
  '{"type":"ping","type":"quit"}',
  '\ufeff{"type":"ping"}',
];

/** Numbers that look random and are always the same (Numerical Recipes' LCG), from 0 up to `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

/** The same frames for the same seed: sense, nonsense, and what lies between. */
export function* oddFrames(seed: number, count: number): Generator<Frame> {
  const below = numbers(seed);
  const piece = () => pieces[below(pieces.length)] ?? '';
  const makers: readonly (() => Frame)[] = [
    piece,
    () => Array.from({ length: below(6) }, piece).join(''),
    () => String.fromCharCode(...Array.from({ length: below(20) }, () => below(0x1_0000))),
    () => Uint8Array.from({ length: below(50) }, () => below(256)),
    () =>
      JSON.stringify({
        type: piece(),
        ref: below(2) === 0 ? below(99) : piece(),
        room: piece(),
        text: piece(),
        nick: piece(),
      }),
  ];
  for (let made = 0; made < count; made++) yield makers[below(makers.length)]?.() ?? '';
}
