/** What was found: outcome, every check by its name, every defect by its code. */
import type { VerificationCheck } from '../../../../protocol/verification.ts';
import type { AnyVerification } from '../../../../protocol/verify/verify.ts';
import { element } from '../../../page/elements.ts';
import type { Model } from '../model.ts';
import { catalogue, fill, timeOf } from '../texts.ts';
import { card, tableOf } from './tables.ts';

/** Defects shown one by one. */
const FAULTS_SHOWN = 50;

export function resultCard(model: Model): HTMLElement {
  const { result: texts, trust } = catalogue().texts;
  const { verdict } = model;
  if (verdict === undefined) return card(texts.heading, element('p', { id: 'outcome' }, trust.none));
  const { dossier } = verdict;
  const names = dossier?.cosigners.map(({ name }) => name).join(', ') ?? '';
  const said = [
    ...(dossier === undefined ? [] : [fill(texts.asOf, { time: timeOf(dossier.asOf) })]),
    ...(dossier === undefined ? [] : [fill(texts.signedBy, { names: names === '' ? texts.nobody : names })]),
    fill(texts.clock, { time: timeOf(model.checkedAt) }),
  ];
  return card(
    texts.heading,
    ...outcomeOf(model, verdict),
    ...said.map((text) => element('p', {}, text)),
    ...faultsOf(verdict),
    ...checksOf(verdict),
  );
}

/** With keys that came with the page nothing is ever called valid. */
function outcomeOf({ trust }: Model, { outcome }: AnyVerification): HTMLElement[] {
  const { result: texts } = catalogue().texts;
  const borrowed = trust?.origin === 'CAME_WITH_THE_PAGE' && outcome === 'VALID';
  const tone = borrowed || outcome === 'CANNOT_CHECK' ? 'unsure' : outcome === 'VALID' ? 'good' : 'bad';
  const word = borrowed ? texts.consistent : catalogue().checks.outcome[outcome];
  const shown = borrowed ? 'NOT_YET_TRUSTED' : outcome;
  const line = element('p', { class: `outcome ${tone}`, id: 'outcome', role: 'status', 'data-outcome': shown }, word);
  return borrowed ? [line, element('p', {}, texts.consistentWhy)] : [line];
}

function faultsOf({ faults = [] }: AnyVerification): Node[] {
  const { result: texts } = catalogue().texts;
  const items = faults
    .slice(0, FAULTS_SHOWN)
    .map(({ code, where, params }) =>
      element(
        'li',
        { 'data-fault': code },
        element('strong', {}, catalogue().checks.fault[code]),
        ` ${fill(texts.place, { where: where === '' ? '/' : where })} `,
        element('span', { class: 'mono' }, [code, ...Object.values(params)].join(' ')),
      ),
    );
  return items.length === 0 ? [] : [element('h2', {}, texts.faults), element('ul', {}, ...items)];
}

function checksOf({ checks }: AnyVerification): Node[] {
  const { case: texts, result } = catalogue().texts;
  const rows = checks.map((check) => [nameOf(check), stateOf(check)]);
  return tableOf(result.checks, [result.check, texts.standing], rows, texts.none);
}

function nameOf({ name, detail }: VerificationCheck): string {
  const words: Readonly<Record<string, string>> = catalogue().checks.check;
  return words[name] ?? detail;
}

function stateOf({ name, ok }: VerificationCheck): HTMLElement {
  const { result: texts } = catalogue().texts;
  const [tone, word] = ok === null ? ['muted', texts.notMade] : ok ? ['good', texts.holds] : ['bad', texts.fails];
  return element('span', { class: tone, 'data-check': name, 'data-ok': String(ok) }, word);
}
