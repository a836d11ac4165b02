import type { Language } from './language.js';

/**
 * What codes mean, for languages other than the server's own, which is English: there its text is better, as it
 * may be more precise. The page's own codes are in all languages.
 */
export const faultTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    CLIENT_CONNECTION_LOST: 'There is no connection.',
    CLIENT_QUEUE_FULL: 'Too much is waiting for a connection.',
    PAGE_FAILED: 'Something went wrong in this page.',
  },
  ru: {
    CHAT_ADDRESS_CROWDED: 'Слишком много подключений с вашего адреса.',
    CHAT_BROKER_FAILED: 'Сообщение не удалось сохранить. Отправьте его ещё раз.',
    CHAT_DRAINING: 'Сервер выключается. Вернитесь через минуту.',
    CHAT_HUB_FULL: 'Сервер заполнен.',
    CHAT_NAME_INVALID: 'В имени есть недопустимые символы, или оно слишком длинное.',
    CHAT_NICK_TAKEN: 'Этот ник занят.',
    CHAT_NOT_IN_ROOM: 'Вас нет в этой комнате.',
    CHAT_ROOM_ALIKE: 'Уже открыта комната с похожим названием.',
    CHAT_ROOM_FULL: 'Комната заполнена.',
    CHAT_ROOM_UNKNOWN: 'Такой комнаты нет.',
    CHAT_SLOW_CONSUMER: 'Соединение не успевает за разговором.',
    CHAT_TEXT_INVALID: 'Сообщение пустое, или в нём недопустимые символы.',
    CHAT_TEXT_TOO_LONG: 'Сообщение слишком длинное.',
    CHAT_TOO_MANY_ROOMS: 'Слишком много комнат.',
    CHAT_USER_UNKNOWN: 'Здесь нет никого с таким ником.',
    CLIENT_BAD_REPLY: 'Ответ сервера нельзя прочитать.',
    CLIENT_CONNECTION_LOST: 'Нет соединения.',
    CLIENT_FILE_CHANGED: 'Файл нельзя прочитать до конца.',
    CLIENT_QUEUE_FULL: 'Слишком многое уже ждёт соединения.',
    CLIENT_STOPPED: 'Вы отключены.',
    PAGE_FAILED: 'На странице что-то пошло не так.',
  },
  zh: {
    CHAT_ADDRESS_CROWDED: '来自您地址的连接过多。',
    CHAT_BROKER_FAILED: '消息未能保存，请重新发送。',
    CHAT_DRAINING: '服务器正在关闭，请稍后再来。',
    CHAT_HUB_FULL: '服务器已满。',
    CHAT_NAME_INVALID: '名称过长或含有不允许的字符。',
    CHAT_NICK_TAKEN: '该昵称已被使用。',
    CHAT_NOT_IN_ROOM: '您不在该房间。',
    CHAT_ROOM_ALIKE: '已有名称相似的房间。',
    CHAT_ROOM_FULL: '房间已满。',
    CHAT_ROOM_UNKNOWN: '没有这个房间。',
    CHAT_SLOW_CONSUMER: '连接太慢，跟不上对话。',
    CHAT_TEXT_INVALID: '消息为空或含有不允许的字符。',
    CHAT_TEXT_TOO_LONG: '消息过长。',
    CHAT_TOO_MANY_ROOMS: '房间过多。',
    CHAT_USER_UNKNOWN: '这里没有这个人。',
    CLIENT_BAD_REPLY: '无法读取服务器的回复。',
    CLIENT_CONNECTION_LOST: '没有连接。',
    CLIENT_FILE_CHANGED: '无法完整读取该文件。',
    CLIENT_QUEUE_FULL: '等待连接的内容过多。',
    CLIENT_STOPPED: '您已断开连接。',
    PAGE_FAILED: '页面出现了问题。',
  },
};
