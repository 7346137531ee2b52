/** Languages that console and signer speak. */
export const LANGUAGES = { en: 'English', zh: '简体中文', ms: 'Bahasa Melayu' } as const;

export type Language = keyof typeof LANGUAGES;

/** BCP 47 tag for times, numbers and the `lang` attribute. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN', ms: 'ms-MY' };

/** The language of a tag such as `zh-Hans-CN`, undefined if it is none of ours. */
export function languageOf(tag: string): Language | undefined {
  const [primary = ''] = tag.toLowerCase().split('-');
  return Object.hasOwn(LANGUAGES, primary) ? (primary as Language) : undefined;
}

/** The first of the given tags that we speak, English if none. */
export function firstLanguage(tags: readonly string[]): Language {
  return tags.map(languageOf).find((language) => language !== undefined) ?? 'en';
}
