/** Texts of the signer and of the ledger's codes, in the language of the request. */
import { createInstance, type i18n } from 'i18next';
import { en as wordsEn } from '../../words/en.ts';
import { firstLanguage, LOCALES, languageOf } from '../../words/languages.ts';
import { ms as wordsMs } from '../../words/ms.ts';
import { zh as wordsZh } from '../../words/zh.ts';
import { en } from './locales/en.ts';
import { ms } from './locales/ms.ts';
import { zh } from './locales/zh.ts';

const texts: i18n = createInstance({
  lng: firstLanguage(navigator.languages),
  fallbackLng: 'en',
  defaultNS: 'signer',
  contextSeparator: '::',
  resources: {
    en: { signer: en, words: wordsEn },
    zh: { signer: zh, words: wordsZh },
    ms: { signer: ms, words: wordsMs },
  },
  // what is shown goes into text nodes only, where escaping would be seen
  interpolation: { escapeValue: false },
});
void texts.init();

/** Texts by typed key, for example `t('signer:sign')`. */
export const t = texts.t;

/** Takes the language of the console. */
export async function speak(tag: string): Promise<void> {
  await texts.changeLanguage(languageOf(tag) ?? texts.language);
  document.documentElement.lang = locale();
  document.title = t('signer:title');
}

export function locale(): string {
  return LOCALES[languageOf(texts.language) ?? 'en'];
}

/** What a code is called, the code itself if there is no word for it. */
export function word(group: string, code: string): string {
  const key = `words:${group}.${code}`;
  return texts.exists(key) ? String(texts.t(key as never)) : code;
}

/** What an action of a kind means. */
export function sentence(kind: string, words: Readonly<Record<string, string>>): string {
  return String(texts.t(`signer:sentence.${kind}` as never, { ...words }));
}

/** Name of a field, the field itself if there is none. */
export function fieldName(name: string): string {
  const key = `signer:field.${name}`;
  return texts.exists(key) ? String(texts.t(key as never)) : name;
}

/** A time in the zone of this device, with its name. @param seconds since 1970 */
export function time(seconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'long' }).format(seconds * 1000);
}
