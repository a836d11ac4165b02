/** An alphabet that words are written in. */
export type Script = 'latin' | 'cyrillic' | 'han';

/** How one alphabet is read, and how its words become patterns. */
export interface Reading {
  /** What other characters stand for in this alphabet: one UTF-16 unit each. */
  readonly alike: ReadonlyMap<string, string>;
  /** The pattern for a letter where it is more than the letter itself. */
  readonly letters: Readonly<Record<string, string>>;
  /** What may stand between the letters of a word. */
  readonly gap: string;
  /** Whether words end where letters do. */
  readonly bounded: boolean;
  /** Only texts in which this is found are read. */
  readonly occurs: RegExp;
}

/** Pairs of characters, as a table. */
const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map(([from = '', to = '']) => [from, to]));

const TRADITIONAL =
  '媽妈 嗎妈 吗妈 馬马 瑪玛 幹干 滾滚 賤贱 雞鸡 筆笔 殘残 養养 雜杂 種种 騷骚 糞粪 姦奸 擼撸 機机 龜龟 麼么 個个 裡里 裏里 廢废 腦脑 癡痴 罵骂 ' +
  '爺爷 孫孙 鏟铲 剷铲 戇戆 鳩鸠 裝装 東东 臉脸 妳你 您你 孃娘 壞坏 狽狈 頭头 蠢蠢';

/** How each alphabet is read. */
export const readings: Readonly<Record<Script, Reading>> = {
  latin: {
    alike: pairs(
      'аa вb еe зe іi јj кk мm нh оo рp сc тt уy хx ѕs һh ԁd ԛq ԝw цu пn гr ъb ьb ' +
        'αa βb εe ηn ιi κk μu νv οo ρp τt υu χx σo ωw €e £l ¢c ¡i',
    ),
    letters: {
      a: '[a4@*#]',
      b: '[b8]',
      c: '[c(]',
      e: '[e3*#]',
      g: '[g9]',
      i: '[i1!|*#]',
      l: '[l1|]',
      o: '[o0*#]',
      s: '[s5$z]',
      t: '[t7+]',
      u: '[uvy*#@]',
    },
    gap: '[._~^,:;/\\\\=*-]?',
    bounded: true,
    occurs: /./su,
  },
  cyrillic: {
    alike: pairs('aа bв cс eе hн kк mм oо pр tт xх yу uи nп rг іи їи єе ґг ўу @а 0о 3з 4ч 6б 1и 9я'),
    letters: { о: '[о*#]', е: '[е*#]', и: '[и*#]', у: '[у*#]', а: '[а*#]' },
    gap: '[._~^,:;/\\\\=*-]?',
    bounded: true,
    occurs: /[\u0400-\u052f]|[cx]y/iu,
  },
  han: {
    alike: pairs(TRADITIONAL),
    letters: {},
    // A sentence or a clause that ends is no gap within a word.
    gap: '[^\\p{L}\\p{N}。！？；：，、!?;:,\\n]{0,4}',
    bounded: false,
    occurs: /\p{Script=Han}/u,
  },
};

/** The alphabet of a word from a list. */
export function scriptOf(word: string): Script {
  if (/\p{Script=Han}/u.test(word)) return 'han';
  return /\p{Script=Cyrillic}/u.test(word) ? 'cyrillic' : 'latin';
}

/** A folded text as it reads in an alphabet; as long as before. */
export function readAs(text: string, { alike }: Reading): string {
  let read = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    read += alike.get(unit) ?? unit;
  }
  return read;
}
