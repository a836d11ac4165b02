import { describe, expect, test } from 'vitest';
import { stemEnglish } from '../../../core/search/english.js';
import { stemRussian } from '../../../core/search/russian.js';
import { stemOf } from '../../../core/search/stem.js';

// Words with the stems that libstemmer 2.2, the reference implementation of Snowball, gives them.
const english = `
  run:run runs:run running:run runner:runner ran:ran message:messag messages:messag messaging:messag
  messaged:messag connect:connect connects:connect connected:connect connecting:connect connection:connect
  connections:connect server:server servers:server service:servic services:servic reply:repli replies:repli
  replied:repli replying:repli happy:happi happily:happili happiness:happi die:die dies:die dying:die lie:lie
  lying:lie tie:tie tying:tie sky:sky skies:sky skis:ski news:news atlas:atlas bias:bias gently:gentl
  early:earli only:onli ugly:ugli idly:idl singly:singl general:general generally:general generate:generat
  generated:generat communicate:communic communication:communic community:communiti arsenal:arsenal
  arsenic:arsenic consist:consist consisted:consist consistency:consist consistent:consist consisting:consist
  knightly:knight knack:knack knives:knive hopping:hop hoping:hope hop:hop hope:hope fitted:fit fitting:fit
  agreed:agre agreeing:agre agreedly:agre feed:feed fed:fed need:need needs:need owed:owe bled:bled sing:sing
  sings:sing beds:bed bus:bus buses:buse gas:gas gaps:gap this:this kiwis:kiwi cries:cri ties:tie boy:boy
  boys:boy say:say saying:say by:by cry:cri enjoy:enjoy youth:youth yes:yes eye:eye inning:inning
  outing:outing canning:canning herring:herring earring:earring evening:even proceed:proceed exceed:exceed
  succeed:succeed proceeds:proceed falling:fall hissing:hiss fizzed:fizz failing:fail filing:file
  relational:relat conditional:condit rational:ration valency:valenc hesitancy:hesit digitizer:digit
  conformably:conform radically:radic differently:differ vilely:vile analogously:analog vietnamization:vietnam
  predication:predic operator:oper feudalism:feudal decisiveness:decis hopefulness:hope callousness:callous
  formality:formal sensitivity:sensit sensibility:sensibl geology:geolog apology:apolog fully:fulli
  carelessly:careless triplicate:triplic formative:format formalize:formal electricity:electr
  electrical:electr hopeful:hope goodness:good revival:reviv allowance:allow inference:infer airliner:airlin
  gyroscopic:gyroscop adjustable:adjust defensible:defens irritant:irrit replacement:replac adjustment:adjust
  dependent:depend adoption:adopt communism:communism activate:activ angularity:angular homologous:homolog
  effective:effect bowdlerize:bowdler probate:probat rate:rate cease:ceas controll:control roll:roll aa:aa
  be:be is:is ied:ie eed:eed ing:ing ed:ed edly:ed
`;

const russian = `
  сервер:сервер сервера:сервер серверу:сервер сервером:сервер сервере:сервер серверы:сервер серверов:сервер
  серверам:сервер серверами:сервер серверах:сервер мама:мам мамы:мам маме:мам маму:мам мамой:мам мамам:мам
  сообщение:сообщен сообщения:сообщен сообщений:сообщен сообщению:сообщен сообщениями:сообщен
  сообщениях:сообщен написать:написа написал:написа написала:написа написали:написа напишет:напишет
  пишут:пишут писавший:писа написанный:написа написано:написа написавшись:написа красивый:красив
  красивая:красив красивое:красив красивые:красив красивого:красив красивому:красив красивыми:красив
  красивейший:красив красивейшая:красив красиво:красив новость:новост новости:новост новостей:новост
  новостью:новост возможность:возможн возможностей:возможн работа:работ работать:работа работает:работа
  работал:работа работающий:работа работающая:работа работая:работ работавши:работа учиться:уч учился:уч
  училась:уч учились:уч учится:уч учащийся:уча комната:комнат комнаты:комнат комнату:комнат комнат:комнат
  комнате:комнат зеленый:зелен зеленая:зелен зеленую:зелен зеленых:зелен дом:дом дома:дом домов:дом домой:дом
  дому:дом день:ден дня:дня дни:дни дней:дне русский:русск русского:русск русскими:русск история:истор
  истории:истор историей:истор историями:истор сестра:сестр сестре:сестр семья:сем семьи:сем семью:сем пью:пью
  пить:пит пил:пил бежать:бежа бегущий:бегущ в:в вы:вы мы:мы я:я он:он она:он оно:он и:и ее:е его:ег их:их
  это:эт эта:эт то:то под:под объединенный:объединен длинный:длин длинная:длин временный:времен важнейший:важн
  сильнейше:сильн нн:нн ый:ы ость:ост ейш:ейш играя:игр играв:игра игравши:игра игравшись:игра купив:куп
  купивши:куп закрыв:закр закрывшись:закр делаете:дела делайте:дела несете:несет несешь:несеш стройте:стройт
  куйте:куйт ждут:ждут видят:вид стоит:сто стоить:сто жечь:жеч ночь:ноч ночью:ноч
`;

const pairsIn = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]);

describe('the stemmers', () => {
  test('give English words the stems of the reference implementation', () => {
    const pairs = pairsIn(english);
    expect(pairs.map(([word]) => [word, stemEnglish(word)])).toEqual(pairs);
  });

  test('give Russian words the stems of the reference implementation', () => {
    const pairs = pairsIn(russian);
    expect(pairs.map(([word]) => [word, stemRussian(word)])).toEqual(pairs);
  });
});

describe('the form of a word', () => {
  test.each([
    ['서버', ['서버가', '서버는', '서버를', '서버에서', '서버에서는', '서버로', '서버와', '서버까지']],
    ['물', ['물을', '물은', '물에서']],
    ['db', ['db를', 'db에서']],
  ])('is the noun %s for it with its particles', (noun, words) => {
    expect(words.map(stemOf)).toEqual(words.map(() => noun));
  });

  test.each(['나이', '가', '은', '에서', 'v2', 'straße', 'שלום', 'a'.repeat(41)])(
    'of %s is the word itself',
    (word) => {
      expect(stemOf(word)).toBe(word);
    },
  );

  test('is the same when it is asked for again, and after many other words', () => {
    const words = Array.from({ length: 20_000 }, (_, number) => `w${number.toString(36)}ing`);
    const first = stemOf('running');
    for (const word of words) stemOf(word);
    expect([first, stemOf('running')]).toEqual(['run', 'run']);
  });
});
