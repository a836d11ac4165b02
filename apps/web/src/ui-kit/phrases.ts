import { type Language, language } from '../i18n/language.js';

const en = {
  close: 'Close',
  dismiss: 'Dismiss',
  theme: 'Theme',
  themeAuto: 'System default',
  themeLight: 'Light',
  themeDark: 'Dark',
  language: 'Language',
  languageAuto: 'Browser default',
} as const;

type KitPhrase = keyof typeof en;

const phrases: Readonly<Record<Language, Readonly<Record<KitPhrase, string>>>> = {
  en,
  ru: {
    close: 'Закрыть',
    dismiss: 'Скрыть',
    theme: 'Тема',
    themeAuto: 'Как в системе',
    themeLight: 'Светлая',
    themeDark: 'Тёмная',
    language: 'Язык',
    languageAuto: 'Как в браузере',
  },
  zh: {
    close: '关闭',
    dismiss: '关闭提示',
    theme: '主题',
    themeAuto: '跟随系统',
    themeLight: '浅色',
    themeDark: '深色',
    language: '语言',
    languageAuto: '跟随浏览器',
  },
};

/** Returns a phrase of the kit's own components in the current language. */
export const kitPhrase = (name: KitPhrase): string => phrases[language.value][name];
