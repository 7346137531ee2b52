/** What a dossier says, for people. */
import { codeTitle } from '../../../protocol/codes/data-elements.ts';
import type { DossierFault } from '../../../protocol/dossier/faults.ts';
import type { DossierReport } from '../../../protocol/dossier/report.ts';
import { describe } from '../../../protocol/dossier/verify-dossier.ts';
import { localTime, type Output, pairs, shortId, table } from './output.ts';

/** Faults listed one by one; the rest is counted. */
const FAULTS_SHOWN = 20;

export function faultLines(faults: readonly DossierFault[]): string[] {
  const shown = faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${fault.code}  ${describe(fault)}`);
  return faults.length > FAULTS_SHOWN ? [...shown, `  and ${faults.length - FAULTS_SHOWN} more`] : shown;
}

export function dossierLines(report: DossierReport, style: Output['style']): string[] {
  const { caseId, asOf, size, cosigners, actions, attachments } = report;
  return [
    ...pairs([
      ['case', caseId],
      ['as of', `${localTime(asOf)}: what happened later is not in it`],
      ['log', `${size} actions, cosigned by ${cosigners.map(({ name }) => name).join(' and ') || 'nobody'}`],
      ['actions', String(actions.length)],
      ['files', String(attachments.length)],
    ]),
    ...section(style, 'Documents', documentRows(report)),
    ...section(style, 'Declarations', declarationRows(report)),
    ...section(style, 'Signers', personRows(report)),
  ];
}

function section(style: Output['style'], title: string, lines: readonly string[]): string[] {
  return ['', style('bold', title), ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`))];
}

function documentRows({ documents }: DossierReport): string[] {
  const rows = documents.flatMap(({ documentType, versions }) =>
    versions.map(({ number, outcome, withdrawnBecause, supersededBy, endorsedBy, shown, root }) => [
      `${documentType} ${codeTitle('1001', String(documentType)) ?? ''}`.trim(),
      String(number),
      outcome,
      withdrawnBecause ?? (supersededBy === undefined ? '' : `by ${shortId(supersededBy)}`),
      String(endorsedBy.length),
      shown.toLowerCase(),
      shortId(root),
    ]),
  );
  return rows.length === 0 ? [] : table(['type', 'version', 'standing', 'why', 'endorsed', 'shown', 'root'], rows);
}

function declarationRows({ declarations }: DossierReport): string[] {
  const rows = declarations.map(({ procedure, state, lane, version, decidedBy, openControls }) => [
    procedure,
    state,
    lane ?? '-',
    String(version),
    decidedBy.map(shortId).join(', '),
    openControls.join(', ') || '-',
  ]);
  const head = ['procedure', 'state', 'lane', 'version', 'rests on', 'open controls'];
  return rows.length === 0 ? [] : table(head, rows);
}

function personRows({ people, actions }: DossierReport): string[] {
  const rows = people.map(({ keyId, partyId, jurisdiction, name, ended, suspectFrom }) => [
    shortId(keyId),
    name ?? partyId,
    jurisdiction,
    String(actions.filter((action) => action.keyId === keyId).length),
    ended === undefined ? 'in force' : `${ended.because} ${localTime(ended.at)}`,
    suspectFrom === undefined ? '' : `doubtful from ${localTime(suspectFrom)}`,
  ]);
  return table(['key', 'party', 'of', 'signed', 'standing', 'note'], rows);
}
