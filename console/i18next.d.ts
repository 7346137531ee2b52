/** Tells the compiler which keys there are: a text that no catalogue has does not compile. */
import type { SignerTexts } from './signer/src/locales/en.ts';
import type { Texts } from './src/locales/en.ts';
import type { Words } from './words/en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    contextSeparator: '::';
    resources: { console: Texts; signer: SignerTexts; words: Words };
  }
}
