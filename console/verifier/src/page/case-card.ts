/** What the dossier says: documents, declarations, signers, actions, and the content that it shows. */
import { codeTitle } from '../../../../protocol/codes/data-elements.ts';
import type { Disclosure } from '../../../../protocol/disclosure/disclosure.ts';
import type { Dossier } from '../../../../protocol/dossier/dossier.ts';
import type { DossierReport } from '../../../../protocol/dossier/report.ts';
import { details, element } from '../../../page/elements.ts';
import { catalogue, fill, timeOf, wordFor } from '../texts.ts';
import { mono, tableOf } from './tables.ts';

const HOUR_SECONDS = 3_600;

export function caseSections(report: DossierReport, dossier: Dossier): Node[] {
  return [
    ...documents(report),
    ...declarations(report),
    ...people(report),
    ...actions(report),
    ...contents(report, dossier),
  ];
}

const typeName = (type: number) => `${type} ${codeTitle('1001', String(type)) ?? ''}`.trim();
const joined = (texts: readonly string[], by: string) => texts.filter((text) => text !== '').join(by);

function documents({ documents: found }: DossierReport): Node[] {
  const { case: texts } = catalogue().texts;
  const rows = found.flatMap(({ documentType, versions }) =>
    versions.map(({ number, outcome, withdrawnBecause, endorsedBy, shown, root }) => {
      const why = withdrawnBecause === undefined ? '' : wordFor('reason', withdrawnBecause);
      const standing = joined([catalogue().checks.outcome[outcome], why], ': ');
      return [typeName(documentType), String(number), standing, String(endorsedBy.length), texts[shown], mono(root)];
    }),
  );
  const head = [texts.type, texts.version, texts.standing, texts.endorsements, texts.shown, texts.root];
  return tableOf(texts.documents, head, rows, texts.none);
}

function declarations({ declarations: found }: DossierReport): Node[] {
  const { case: texts } = catalogue().texts;
  const rows = found.map(({ procedure, state, lane, version, openControls }) => [
    wordFor('procedure', procedure),
    wordFor('state', state),
    lane === null ? '' : wordFor('lane', lane),
    String(version),
    openControls.map((control) => wordFor('control', control)).join(', '),
  ]);
  const head = [texts.procedure, texts.state, texts.lane, texts.version, texts.controls];
  return tableOf(texts.declarations, head, rows, texts.none);
}

function people({ people: found }: DossierReport): Node[] {
  const { case: texts } = catalogue().texts;
  const rows = found.map(({ keyId, name, partyId, jurisdiction, ended, suspectFrom }) => {
    const standing =
      ended === undefined
        ? texts.inForce
        : fill(texts.ended, { time: timeOf(ended.at), why: wordFor('reason', ended.because) });
    const doubt = suspectFrom === undefined ? '' : fill(texts.suspect, { time: timeOf(suspectFrom) });
    return [mono(keyId), name ?? partyId, jurisdiction, joined([standing, doubt], '; ')];
  });
  return tableOf(texts.people, [texts.key, texts.party, texts.jurisdiction, texts.standing], rows, texts.none);
}

function actions({ actions: found, people: signers }: DossierReport): Node[] {
  const { case: texts } = catalogue().texts;
  const names = new Map(signers.map(({ partyId, name }) => [partyId, name ?? partyId]));
  const rows = found.map(({ sequence, kind, signedAt, anchoredAt, partyId, doubtful }) => {
    const hours = Math.floor((anchoredAt - signedAt) / HOUR_SECONDS);
    const note = joined([doubtful ? texts.doubtful : '', hours > 0 ? fill(texts.late, { hours }) : ''], ', ');
    const who = names.get(partyId) ?? partyId;
    return [String(sequence), wordFor('kind', kind), who, timeOf(signedAt), timeOf(anchoredAt), note];
  });
  const head = [texts.sequence, texts.action, texts.party, texts.signedAt, texts.anchoredAt, texts.note];
  return tableOf(texts.actions, head, rows, texts.none);
}

function contents({ documents: found }: DossierReport, { contents: shown }: Dossier): Node[] {
  const { case: texts } = catalogue().texts;
  const types = new Map(
    found.flatMap(({ documentType, versions }) => versions.map(({ root }) => [root, typeName(documentType)])),
  );
  const items = shown.map(({ root, disclosure }) =>
    details(joined([types.get(root) ?? '', root], ' '), leaves(disclosure)),
  );
  return items.length === 0 ? [] : [element('h2', {}, texts.content), ...items];
}

/** Fields as they are shown; what they say is text and nothing else. */
function leaves({ sections }: Disclosure): HTMLElement {
  const rows = sections
    .flatMap((section) => section.leaves)
    .filter(({ kind }) => kind !== 'container')
    .map(({ pointer, value }) =>
      element(
        'tr',
        {},
        element('td', { class: 'mono' }, pointer),
        element('td', {}, Array.isArray(value) ? value.join(', ') : String(value)),
      ),
    );
  return element('div', { class: 'scroll' }, element('table', {}, element('tbody', {}, ...rows)));
}
