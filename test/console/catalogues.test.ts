import { expect } from 'chai';
import { en as signerEn } from '../../console/signer/src/locales/en.ts';
import { ms as signerMs } from '../../console/signer/src/locales/ms.ts';
import { zh as signerZh } from '../../console/signer/src/locales/zh.ts';
import { en as consoleEn } from '../../console/src/locales/en.ts';
import { ms as consoleMs } from '../../console/src/locales/ms.ts';
import { zh as consoleZh } from '../../console/src/locales/zh.ts';
import { en as pageEn } from '../../console/verifier/src/locales/en.ts';
import { ms as pageMs } from '../../console/verifier/src/locales/ms.ts';
import { zh as pageZh } from '../../console/verifier/src/locales/zh.ts';
import { en as checksEn } from '../../console/words/checks/en.ts';
import { ms as checksMs } from '../../console/words/checks/ms.ts';
import { zh as checksZh } from '../../console/words/checks/zh.ts';
import { en as wordsEn } from '../../console/words/en.ts';
import { firstLanguage, languageOf } from '../../console/words/languages.ts';
import { ms as wordsMs } from '../../console/words/ms.ts';
import { ms as rulesMs } from '../../console/words/rules/ms.ts';
import { zh as rulesZh } from '../../console/words/rules/zh.ts';
import { zh as wordsZh } from '../../console/words/zh.ts';
import { ACTION_KINDS } from '../../protocol/actions.ts';
import { RULES, type RuleId } from '../../protocol/checks/rules.ts';
import transitions from '../../protocol/transitions.json' with { type: 'json' };
import { WAITS } from '../../server/modules/projection/waiting.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every text by its path. */
function textsOf(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...textsOf(value, `${path}${key}.`)],
    ),
  );
}

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort();

describe('Texts in three languages', () => {
  const trees = { en: { ...checksEn }, zh: { ...checksZh }, ms: { ...checksMs } };
  const catalogues: readonly [string, Tree, Readonly<Record<string, Tree>>][] = [
    ['console', consoleEn, { zh: consoleZh, ms: consoleMs }],
    ['signer', signerEn, { zh: signerZh, ms: signerMs }],
    ['words', wordsEn, { zh: wordsZh, ms: wordsMs }],
    ['offline page', pageEn, { zh: pageZh, ms: pageMs }],
    ['checks', trees.en, { zh: trees.zh, ms: trees.ms }],
  ];
  for (const [name, english, others] of catalogues) {
    for (const [language, other] of Object.entries(others)) {
      it(`the ${language} catalogue of ${name} has the same keys, the same placeholders and no empty text`, () => {
        const [source, target] = [textsOf(english), textsOf(other)];
        expect([...target.keys()].sort()).to.deep.equal([...source.keys()].sort());
        for (const [key, text] of target) {
          expect(text.trim(), key).to.not.equal('');
          expect(placeholders(text), key).to.deep.equal(placeholders(source.get(key) ?? ''));
        }
      });
    }
  }

  for (const [language, titles] of Object.entries({ zh: rulesZh, ms: rulesMs })) {
    it(`every rule of the checks, and nothing else, has a title of its own in ${language}`, () => {
      expect(Object.keys(titles).sort()).to.deep.equal(Object.keys(RULES).sort());
      for (const [ruleId, title] of Object.entries(titles)) {
        expect(title.trim(), ruleId).to.not.be.oneOf(['', RULES[ruleId as RuleId].title]);
      }
    });
  }

  it('every code that the ledger knows has a word', () => {
    const codes = (table: readonly { readonly code: string }[]) => table.map(({ code }) => code);
    expect(wordsEn.state).to.include.keys([
      ...codes(transitions.states),
      ...transitions.controls.map(({ shownAs }) => shownAs),
    ]);
    expect(wordsEn.outcome).to.have.keys(codes(transitions.outcomes));
    expect(wordsEn.reason).to.have.keys(codes(transitions.reasons));
    expect(wordsEn.lane).to.include.keys(codes(transitions.lanes));
    expect(wordsEn.control).to.have.keys(codes(transitions.controls));
    expect(wordsEn.result).to.have.keys(codes(transitions.results));
    expect(wordsEn.milestone).to.have.keys(codes(transitions.milestones));
    expect(wordsEn.role).to.have.keys(codes(transitions.roles));
    expect(wordsEn.procedure).to.have.keys(codes(transitions.procedures));
    expect(wordsEn.wait).to.have.keys(Object.keys(WAITS));
  });

  it('the signer has a sentence for every kind that a person signs alone', () => {
    const kinds = Object.entries(ACTION_KINDS).filter(([, { authority }]) => authority === 'OPERATOR');
    expect(signerEn.sentence).to.have.keys(kinds.map(([kind]) => kind));
    const fields = new Set(kinds.flatMap(([, definition]) => definition.fields.map(({ name }) => name)));
    expect(signerEn.field).to.include.keys([...fields]);
  });

  it('a browser is answered in the first of its languages that there is', () => {
    expect(languageOf('zh-Hans-CN')).to.equal('zh');
    expect(firstLanguage(['fr-FR', 'ms-MY', 'en-US'])).to.equal('ms');
    expect(firstLanguage(['fr-FR'])).to.equal('en');
  });
});
