import type { Language } from '../../i18n/language.js';

/**
 * Translations of error codes for operators. Server errors have no English entry because the server's own English text is more precise;
 * the console's own codes are translated into every language.
 */
export const faultTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    CONSOLE_ANSWER: 'The gateway answered with something else than expected. Is this its address?',
    CONSOLE_AWAY: 'The gateway is not responding.',
    CONSOLE_SIGNED_OUT: 'You have signed out.',
    CONSOLE_TOKEN_OVER:
      'Your token is not valid any more: the gateway was started again. Its new token is in its terminal.',
  },
  ru: {
    CONSOLE_ANSWER: 'Шлюз ответил не то, что ожидалось. Это точно его адрес?',
    CONSOLE_AWAY: 'Шлюз не отвечает.',
    CONSOLE_SIGNED_OUT: 'Вы вышли.',
    CONSOLE_TOKEN_OVER: 'Ваш токен больше не действует: шлюз был запущен заново. Новый токен — в его терминале.',
    FILES_OFF: 'Файлы здесь отключены.',
    FILE_TOO_LARGE: 'Файл слишком большой.',
    OPERATOR_AWAY: 'Сейчас у него нет соединения.',
    OPERATOR_BODY: 'Шлюз не понял запрос.',
    OPERATOR_BUSY: 'Эта точка как раз открывается или закрывается.',
    OPERATOR_FAILED: 'На стороне шлюза что-то пошло не так.',
    OPERATOR_FIXED: 'Этот плагин нельзя переключить.',
    OPERATOR_NO_CHAOS: 'Портить соединения здесь запрещено.',
    OPERATOR_NOTHING: 'Здесь этого нет.',
    OPERATOR_ORIGIN: 'Страницам с других адресов здесь ничего нельзя.',
    OPERATOR_PLUGIN_OFF: 'Плагин, который это делает, выключен.',
    OPERATOR_TOKEN: 'Это не токен оператора.',
    OPERATOR_TRIES: 'С вашего адреса пришло слишком много токенов. Повторите через секунду.',
    OPERATOR_UNKNOWN: 'Об этом больше ничего не известно.',
    OPERATOR_UNREADY: 'Хаб не открыт.',
  },
  zh: {
    CONSOLE_ANSWER: '网关的回答不符合预期。这是它的地址吗？',
    CONSOLE_AWAY: '网关没有响应。',
    CONSOLE_SIGNED_OUT: '您已退出登录。',
    CONSOLE_TOKEN_OVER: '您的令牌已失效：网关已重新启动。新令牌在它的终端里。',
    FILES_OFF: '此处已关闭文件功能。',
    FILE_TOO_LARGE: '文件太大。',
    OPERATOR_AWAY: '对方此刻没有连接。',
    OPERATOR_BODY: '网关无法理解该请求。',
    OPERATOR_BUSY: '它正在开启或关闭。',
    OPERATOR_FAILED: '网关内部出错。',
    OPERATOR_FIXED: '该插件不能更改。',
    OPERATOR_NO_CHAOS: '此处不允许干扰连接。',
    OPERATOR_NOTHING: '这里没有此内容。',
    OPERATOR_ORIGIN: '其他站点的页面不能在此操作。',
    OPERATOR_PLUGIN_OFF: '负责此事的插件已关闭。',
    OPERATOR_TOKEN: '这不是管理员令牌。',
    OPERATOR_TRIES: '来自您地址的令牌过多。请稍后重试。',
    OPERATOR_UNKNOWN: '已无相关记录。',
    OPERATOR_UNREADY: '服务器未开放。',
  },
};
