/** An alphabet that words are written in. */
export type Script = 'latin' | 'cyrillic' | 'han';

/** How one alphabet is read, and how its words become patterns. */
export interface Reading {
  /** Which letters of other alphabets stand for letters of this one: one UTF-16 unit each. */
  readonly alike: ReadonlyMap<string, string>;
  /** Digits, signs and other letters that stand for a letter. */
  readonly lookalikes: Readonly<Record<string, string>>;
  /** Those of them that may stand for a letter in a word of three letters or fewer. */
  readonly shortLookalikes: Readonly<Record<string, string>>;
  /** The pattern for what may stand between the letters of a word. */
  readonly gap: string;
  /** Whether words end where letters do. */
  readonly bounded: boolean;
}

/** Pairs of characters, as a table. */
const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map(([from = '', to = '']) => [from, to]));

const TRADITIONAL =
  '媽妈 嗎妈 吗妈 馬马 瑪玛 幹干 滾滚 賤贱 雞鸡 筆笔 殘残 養养 雜杂 種种 騷骚 糞粪 姦奸 擼撸 機机 龜龟 麼么 個个 裡里 裏里 廢废 腦脑 癡痴 罵骂 ' +
  '爺爷 孫孙 鏟铲 剷铲 戇戆 鳩鸠 裝装 東东 臉脸 妳你 您你 孃娘 壞坏 狽狈 頭头 蠢蠢';

/** Signs that may stand between the letters of a word, one at a time. */
export const GAP_SIGNS = '._~^,:;/\\=*-';

const CYRILLIC_LOOKALIKES = { о: '0*#', е: '*#', и: '1*#', у: '*#', а: '@*#', з: '3', ч: '4', б: '6', я: '9' };

/** How each alphabet is read. */
export const readings: Readonly<Record<Script, Reading>> = {
  latin: {
    alike: pairs(
      'аa вb еe зe іi јj кk мm нh оo рp сc тt уy хx ѕs һh ԁd ԛq ԝw цu пn гr ъb ьb ' +
        'αa βb εe ηn ιi κk μu νv οo ρp τt υu χx σo ωw',
    ),
    lookalikes: {
      a: '4@*#',
      b: '8',
      c: '(¢',
      e: '3*#€',
      g: '9',
      i: '1!|*#¡',
      l: '1|£',
      o: '0*#',
      s: '5$z',
      t: '7+',
      u: 'vy*#@',
    },
    shortLookalikes: { a: '@', s: '$' },
    gap: '[._~^,:;/\\\\=*-]?',
    bounded: true,
  },
  cyrillic: {
    alike: pairs('aа bв cс eе hн kк mм oо pр tт xх yу uи nп rг іи їи єе ґг ўу'),
    lookalikes: CYRILLIC_LOOKALIKES,
    // Cyrillic letters are in no machine text, so that short words need no less.
    shortLookalikes: CYRILLIC_LOOKALIKES,
    gap: '[._~^,:;/\\\\=*-]?',
    bounded: true,
  },
  han: {
    alike: pairs(TRADITIONAL),
    lookalikes: {},
    shortLookalikes: {},
    // A sentence or a clause that ends is no gap within a word.
    gap: '[^\\p{L}\\p{N}。！？；：，、!?;:,\\n]{0,4}',
    bounded: false,
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
