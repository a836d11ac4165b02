import { describe, expect, test } from 'vitest';
import { needs } from '../support/available.js';
import { byBytes, byEvents, byFrames, openCast, pageSeat, type Sees } from './support-room/cast.js';
import { type Kind, openLine } from './support-room/line.js';
import { ncSeat, type Seat } from './support-room/seats.js';

const nc = needs('nc');

/** Programs: they see events, here in short. */
const P = 'bot page1 page2';

describe.skipIf(nc === undefined)('old and new clients in one room', () => {
  test('each see every line of all the others in their own form, in order, and nothing else', async () => {
    const line = await openLine();
    const cast = openCast();
    const seats = new Map<string, Seat>();

    const does = async (act: () => unknown, sees: Sees): Promise<void> => {
      cast.due(sees);
      await act();
      await cast.settled();
      const { seen, due } = cast.transcripts();
      expect(seen).toEqual(due);
    };
    const comes = (name: string, kind: Kind, sees: Sees, words?: string) =>
      does(async () => {
        const seat = await line.connect(kind);
        seats.set(name, seat);
        cast.add(name, 'binary' in seat ? byFrames(seat) : byBytes(seat));
        if (words !== undefined) seat.send(words);
      }, sees);
    const sends = (name: string, words: string, sees: Sees) => does(() => seats.get(name)?.send(words), sees);
    const goes = (name: string, sees: Sees) => does(() => seats.get(name)?.end(), sees);

    // Everybody comes.
    const bot = await line.program('robot');
    cast.add('bot', byEvents(bot));
    const page1 = await pageSeat(line.ws, 'bob');
    cast.add('page1', page1);
    const page2 = await pageSeat(line.ws, 'eve');
    cast.add('page2', page2);
    cast.due({ bot: ['+ bob', '+ eve'], page1: '+ eve' });
    const ann = ncSeat(nc ?? '', line.tcpPort);
    cast.add('nc', byBytes(ann));
    await does(() => ann.send('ann\n'), {
      [P]: '+ ann',
      nc: [
        'Welcome to Partyline.\nWhat is your nick?\n',
        '-- You are ann. Type /help for help.\n-- You are in #lobby: robot, bob, eve, ann\n',
      ],
    });
    await comes('q1', 'qserverchat', { [P]: '+ guest1000', nc: '* guest1000 joined\n' });
    await comes('q2', 'qserverchat', { [P]: '+ guest2', nc: '* guest2 joined\n' });
    await comes('m1', 'qmlChat', { m1: 'Welcome to Awesome Chat', [P]: '+ guest3', nc: '* guest3 joined\n' });
    await comes('m2', 'qmlChat', { m2: 'Welcome to Awesome Chat', [P]: '+ guest4', nc: '* guest4 joined\n' });
    await comes('t1', 'tcpChatting', { t1: '服务器连接成功！', [P]: '+ guest5', nc: '* guest5 joined\n' });
    await comes('t2', 'tcpChatting', { t2: '服务器连接成功！', [P]: '+ guest6', nc: '* guest6 joined\n' });
    await comes('w1', 'websocketFiles', { [P]: '+ guest7', nc: '* guest7 joined\n' }, '客户端已连接!');
    await comes('w2', 'websocketFiles', { [P]: '+ guest8', nc: '* guest8 joined\n' }, '客户端已连接!');
    await comes('s1', 'serverchat', { s1: '李四进入聊天', [P]: '+ 李四', nc: '* 李四 joined\n' }, '李四进入聊天');
    await comes(
      's2',
      'serverchat',
      { 's1 s2': '李四进入聊天', [P]: '+ 李四2', nc: '* 李四2 joined\n' },
      '李四进入聊天',
    );

    // New clients speak.
    await does(() => ann.send('hi all\n'), {
      [P]: 'ann: hi all',
      'q1 q2 m1 m2 w1 w2 s1 s2': 'ann: hi all',
      't1 t2': 'ann：hi all',
    });
    await does(() => page1.say('a < b & c > d\n李四: not me 🙂'), {
      [P]: 'bob: a < b & c > d\n李四: not me 🙂',
      nc: 'bob: a < b & c > d\n  李四: not me 🙂\n',
      'm1 m2 w1 w2 s1 s2': 'bob: a < b & c > d\n  李四: not me 🙂',
      'q1 q2': 'bob: a &#60; b &#38; c &#62; d\n  李四: not me 🙂',
      't1 t2': 'bob：a < b & c > d\n  李四: not me 🙂',
    });
    await does(() => bot.ok({ type: 'say', room: 'lobby', text: 'waves', kind: 'action' }), {
      [P]: 'robot: waves',
      nc: 'robot * waves\n',
      'q1 q2 m1 m2 w1 w2 s1 s2': 'robot: * waves',
      't1 t2': 'robot：* waves',
    });

    // Each old kind speaks: its own read it as it was written, all others in their own form.
    await sends('q1', 'Иван: всем <b>привет</b> &amp;\n 👋', {
      [P]: ['guest1000 → Иван', 'Иван: всем <b>привет</b> &amp;\n 👋'],
      nc: ['* guest1000 is now Иван\n', 'Иван: всем <b>привет</b> &amp;\n   👋\n'],
      q2: 'Иван: всем <b>привет</b> &amp;\n 👋',
      'm1 m2 w1 w2 s1 s2': 'Иван: всем <b>привет</b> &amp;\n   👋',
      't1 t2': 'Иван：всем <\u200bb>привет<\u200b/b> &amp;\n   👋',
    });
    await sends('m1', 'вот <i>так</i>\n🙂', {
      [P]: 'guest3: вот <i>так</i>\n🙂',
      nc: 'guest3: вот <i>так</i>\n  🙂\n',
      m1: 'вот <i>так</i>\n🙂',
      'm2 w1 w2 s1 s2': 'guest3: вот <i>так</i>\n  🙂',
      'q1 q2': 'guest3: вот &#60;i&#62;так&#60;/i&#62;\n  🙂',
      't1 t2': 'guest3：вот <\u200bi>так<\u200b/i>\n  🙂',
    });
    await sends('t1', '张三：你好\n<b>第二行</b> 𠮷', {
      [P]: ['guest5 → 张三', '张三: 你好\n<b>第二行</b> 𠮷'],
      nc: ['* guest5 is now 张三\n', '张三: 你好\n  <b>第二行</b> 𠮷\n'],
      't1 t2': '张三：你好\n<b>第二行</b> 𠮷',
      'm1 m2 w1 w2 s1 s2': '张三: 你好\n  <b>第二行</b> 𠮷',
      'q1 q2': '张三: 你好\n  &#60;b&#62;第二行&#60;/b&#62; 𠮷',
    });
    await sends('t2', '张三：我也是', {
      [P]: ['guest6 → 张三2', '张三2: 我也是'],
      nc: ['* guest6 is now 张三2\n', '张三2: 我也是\n'],
      't1 t2': '张三：我也是',
      'q1 q2 m1 m2 w1 w2 s1 s2': '张三2: 我也是',
    });
    await sends('w1', '大家好 <br>\n\t🙂', {
      [P]: 'guest7: 大家好 <br>\n\t🙂',
      nc: 'guest7: 大家好 <br>\n  \t🙂\n',
      'm1 m2 w2 s1 s2': 'guest7: 大家好 <br>\n  \t🙂',
      'q1 q2': 'guest7: 大家好 &#60;br&#62;\n  \t🙂',
      't1 t2': 'guest7：大家好 <\u200bbr>\n  \t🙂',
    });
    await sends('s1', '李四: 早上好 😀', {
      [P]: '李四: 早上好 😀',
      nc: '李四: 早上好 😀\n',
      'q1 q2 m1 m2 w1 w2 s1 s2': '李四: 早上好 😀',
      't1 t2': '李四：早上好 😀',
    });
    await sends('s2', '李四: 我<u>也是</u>\n对', {
      [P]: '李四2: 我<u>也是</u>\n对',
      nc: '李四2: 我<u>也是</u>\n  对\n',
      's1 s2': '李四: 我<u>也是</u>\n对',
      'm1 m2 w1 w2': '李四2: 我<u>也是</u>\n  对',
      'q1 q2': '李四2: 我&#60;u&#62;也是&#60;/u&#62;\n  对',
      't1 t2': '李四2：我<\u200bu>也是<\u200b/u>\n  对',
    });

    // Several messages in one piece.
    await sends('t1', '张三：一张三：二张三：三', {
      [P]: ['张三: 一', '张三: 二', '张三: 三'],
      nc: ['张三: 一\n', '张三: 二\n', '张三: 三\n'],
      't1 t2': '张三：一张三：二张三：三',
      'q1 q2 m1 m2 w1 w2 s1 s2': ['张三: 一', '张三: 二', '张三: 三'],
    });

    // The server's voice.
    await does(() => line.gateway.hub.chat.say({ room: 'lobby', text: 'Tea at five.' }), {
      [P]: 'partyline: Tea at five.',
      nc: 'partyline: Tea at five.\n',
      'q1 q2': 'System: Tea at five.',
      'm1 m2 w1 w2': 'Tea at five.',
      't1 t2': '[服务器]：Tea at five.',
      's1 s2': '服务器: Tea at five.',
    });

    // Some go, each in their way.
    await sends('s2', '李四离开聊天', { [P]: '- 李四2', nc: '* 李四2 left\n', 's1 s2': '李四离开聊天' });
    await goes('s2', {});
    await sends('t1', '张三：再见@断开连接@', {
      [P]: ['张三: 再见', '- 张三'],
      nc: ['张三: 再见\n', '* 张三 left\n'],
      't1 t2': '张三：再见',
      'q1 q2 m1 m2 w1 w2': '张三: 再见',
      s1: ['张三: 再见', '张三离开聊天'],
    });
    await goes('t1', {});
    await goes('q2', { [P]: '- guest2', nc: '* guest2 left\n', s1: 'guest2离开聊天' });
    await goes('m2', { [P]: '- guest4', nc: '* guest4 left\n', s1: 'guest4离开聊天' });
    await goes('w2', { [P]: '- guest8', nc: '* guest8 left\n', s1: 'guest8离开聊天' });
    await does(() => page2.end(), { 'bot page1': '- eve', nc: '* eve left\n', s1: 'eve离开聊天' });
    await does(() => ann.send('/quit\n'), { nc: '-- Goodbye.\n', 'bot page1': '- ann', s1: 'ann离开聊天' });

    // The end, behind which nothing can come any more.
    await does(() => line.gateway.stop(), {
      'bot page1': 'bye: The server is going down.',
      q1: 'System: The server is going down.',
      'm1 w1': 'The server is going down.',
      t2: '[服务器]：The server is going down.',
      s1: '服务器: The server is going down.',
    });
    ann.end();
    await Promise.all([...seats.values(), page1, page2, ann].map(({ gone }) => gone));
    await bot.over;
    const { seen, due } = cast.transcripts();
    expect(seen).toEqual(due);
    expect(Object.keys(seen)).toHaveLength(14);
  });
});
