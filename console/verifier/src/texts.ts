/** The page's words in the language that was chosen; all three come with it, since it can fetch nothing. */
import { type CheckWords, en as checksEn } from '../../words/checks/en.ts';
import { ms as checksMs } from '../../words/checks/ms.ts';
import { zh as checksZh } from '../../words/checks/zh.ts';
import { type Words, en as wordsEn } from '../../words/en.ts';
import { firstLanguage, type Language, LOCALES } from '../../words/languages.ts';
import { ms as wordsMs } from '../../words/ms.ts';
import { zh as wordsZh } from '../../words/zh.ts';
import { en, type Texts } from './locales/en.ts';
import { ms } from './locales/ms.ts';
import { zh } from './locales/zh.ts';

export interface Catalogue {
  readonly texts: Texts;
  readonly words: Words;
  readonly checks: CheckWords;
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { texts: en, words: wordsEn, checks: checksEn },
  zh: { texts: zh, words: wordsZh, checks: checksZh },
  ms: { texts: ms, words: wordsMs, checks: checksMs },
};

let chosen: Language = 'en';

/** @param tags BCP 47, as the browser states them */
export function speakFirst(tags: readonly string[]): void {
  speak(firstLanguage(tags));
}

export function speak(language: Language): void {
  chosen = language;
  document.documentElement.lang = LOCALES[language];
}

export const language = (): Language => chosen;

export const catalogue = (): Catalogue => CATALOGUES[chosen];

/** A text with its values put in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A code in words, the code itself where there are none. */
export function wordFor(kind: keyof Words, code: string): string {
  const table: unknown = CATALOGUES[chosen].words[kind];
  const word = typeof table === 'object' && table !== null ? (table as Record<string, unknown>)[code] : undefined;
  return typeof word === 'string' ? word : code;
}

/** Date and time with the zone of the device. @param seconds unix */
export function timeOf(seconds: number): string {
  const format = new Intl.DateTimeFormat(LOCALES[chosen], { dateStyle: 'medium', timeStyle: 'long' });
  return format.format(new Date(seconds * 1000));
}
