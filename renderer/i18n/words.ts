import i18next, { type InitOptions } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language, Text } from '../../main/model/text.ts';
import { en } from './en.ts';
import { type MessageKey, zh } from './zh.ts';

const options: InitOptions = {
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: 'zh',
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
};

/** Starts the words once; the settings choose the language afterwards. */
export function startWords(): void {
  void i18next.use(initReactI18next).init(options);
}

export interface Words {
  readonly language: Language;
  /** The interface's own words, by key. */
  t(key: MessageKey, parameters?: Readonly<Record<string, string | number>>): string;
  /** A text of the model, which carries both languages. */
  say(text: Text): string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return {
    language,
    t: (key, parameters) => t(key, parameters ?? {}),
    say: (text) => text[language],
  };
}
