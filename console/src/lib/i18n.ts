/** Language of the console: English with the page, the others when they are chosen. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en as wordsEn } from '../../words/en.ts';
import { firstLanguage, type Language, LOCALES, languageOf } from '../../words/languages.ts';
import { en } from '../locales/en.ts';

const STORED = 'corridor.language';

const CATALOGUES = {
  zh: async () => ({
    console: (await import('../locales/zh.ts')).zh,
    words: (await import('../../words/zh.ts')).zh,
    rules: (await import('../../words/rules/zh.ts')).zh,
  }),
  ms: async () => ({
    console: (await import('../locales/ms.ts')).ms,
    words: (await import('../../words/ms.ts')).ms,
    rules: (await import('../../words/rules/ms.ts')).ms,
  }),
} as const satisfies Record<Exclude<Language, 'en'>, () => Promise<unknown>>;

/** Starts with the language chosen last, else with the first of the browser's that there is. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'console',
    // codes hold underscores
    contextSeparator: '::',
    resources: { en: { console: en, words: wordsEn } },
    // React escapes what it shows
    interpolation: { escapeValue: false },
  });
  await speak(languageOf(localStorage.getItem(STORED) ?? '') ?? firstLanguage(navigator.languages));
}

/** Changes the language, loading its catalogues. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'console')) {
    const catalogues = await CATALOGUES[language]();
    i18next.addResourceBundle(language, 'console', catalogues.console);
    i18next.addResourceBundle(language, 'words', catalogues.words);
    i18next.addResourceBundle(language, 'rules', catalogues.rules);
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(STORED, language);
  document.documentElement.lang = LOCALES[language];
}

export function currentLanguage(): Language {
  return languageOf(i18next.language) ?? 'en';
}

export function currentLocale(): string {
  return LOCALES[currentLanguage()];
}

/** What a code is called, the code itself if there is no word for it. */
export function word(group: string, code: string): string {
  const key = `words:${group}.${code}`;
  return i18next.exists(key) ? String(i18next.t(key as never)) : code;
}
