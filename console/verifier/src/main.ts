/**
 * The offline page of a dossier: the same `verify()` as everywhere, over what came with the page and what its user pins.
 * Its policy lets it fetch nothing.
 */
import '../../words/no-eval.ts';
import { sha256 } from '@noble/hashes/sha2';
import type { Dossier } from '../../../protocol/dossier/dossier.ts';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import { element } from '../../page/elements.ts';
import { LANGUAGES, type Language } from '../../words/languages.ts';
import { check, checkFile, createModel, dossierText, loadDossier, type Model, pin, useSuggested } from './model.ts';
import { caseSections } from './page/case-card.ts';
import { resultCard } from './page/result-card.ts';
import { card, fileInput } from './page/tables.ts';
import { trustCard } from './page/trust-card.ts';
import { catalogue, fill, language, speak, speakFirst } from './texts.ts';

// taken while the script runs: later nobody knows which element it was
const program = document.currentScript?.textContent ?? '';
const fingerprint = toBareHex(sha256(new TextEncoder().encode(program)));
const embedded = (id: string) => document.getElementById(id)?.textContent ?? '';
const model = createModel(embedded('dossier'), embedded('suggested-trust'));

speakFirst(navigator.languages);
void update();

async function update(): Promise<void> {
  await check(model, Math.floor(Date.now() / 1000));
  render();
}

function render(): void {
  const { texts } = catalogue();
  document.title = texts.title;
  document.getElementById('page')?.replaceChildren(
    header(),
    element('p', { class: 'muted' }, texts.offline),
    knowCard(),
    dossierCard(model),
    trustCard(model, {
      onPin: (text) => {
        pin(model, text);
        void update();
      },
      onUseSuggested: () => {
        useSuggested(model);
        void update();
      },
      onMaxAge: (hours) => {
        model.maxAgeHours = hours;
        void update();
      },
    }),
    resultCard(model),
    ...caseParts(model),
  );
}

function header(): HTMLElement {
  const { texts } = catalogue();
  const select = element('select', { id: 'language' });
  for (const [code, name] of Object.entries(LANGUAGES)) {
    const option = element('option', { value: code }, name);
    option.selected = code === language();
    select.append(option);
  }
  select.addEventListener('change', () => {
    speak(select.value as Language);
    render();
    document.getElementById('language')?.focus();
  });
  const label = element('label', { for: 'language' }, texts.language);
  return element('header', {}, element('h1', {}, texts.title), element('div', { class: 'row' }, label, select));
}

/** What an auditor must know before any result. */
function knowCard(): HTMLElement {
  const { know } = catalogue().texts;
  return card(
    know.heading,
    element('p', {}, know.keys),
    element('p', {}, know.page),
    element('p', {}, know.time),
    element('p', {}, `${know.fingerprint}: `, element('span', { class: 'mono', id: 'fingerprint' }, fingerprint)),
  );
}

function dossierCard({ dossier, unreadable }: Model): HTMLElement {
  const { dossier: texts } = catalogue().texts;
  const choose = fileInput('dossier-file', texts.choose, async (file) => {
    loadDossier(model, new Uint8Array(await file.arrayBuffer()));
    await update();
  });
  if (dossier === undefined) {
    const why = element(
      'p',
      unreadable ? { class: 'bad', role: 'alert' } : {},
      unreadable ? texts.unreadable : texts.none,
    );
    return card(texts.heading, why, choose);
  }
  const text = dossierText(dossier);
  const save = element('button', { type: 'button', id: 'save' }, texts.save);
  save.addEventListener('click', () => download(text));
  const size = Math.ceil(text.length / 1000);
  return card(
    texts.heading,
    element('p', {}, fill(texts.loaded, { size })),
    element('div', { class: 'row' }, save),
    choose,
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = element('a', { href: url, download: 'case.dossier.json' });
  link.click();
  URL.revokeObjectURL(url);
}

/** What the file says is shown only if it holds. */
function caseParts({ verdict, dossier, file }: Model): Node[] {
  const { texts, checks } = catalogue();
  if (verdict === undefined || dossier === undefined) return [];
  if (verdict.outcome !== 'VALID' || verdict.dossier === undefined) {
    return [element('p', { class: 'muted' }, texts.result.notBelieved)];
  }
  const choose = fileInput('any-file', texts.file.choose, async (chosen) => {
    await checkFile(model, chosen.name, new Uint8Array(await chosen.arrayBuffer()));
    render();
  });
  const verdictOnFile =
    file === undefined
      ? []
      : [
          element(
            'p',
            { role: 'status', id: 'file-outcome', 'data-outcome': file.verdict.outcome },
            `${file.name}: ${checks.outcome[file.verdict.outcome]}`,
          ),
        ];
  return [
    ...caseSections(verdict.dossier, dossier.dossier as unknown as Dossier),
    card(texts.file.heading, choose, ...verdictOnFile),
  ];
}
