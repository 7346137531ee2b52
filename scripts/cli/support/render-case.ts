/** A case for people: what there is, what state it is in, and who it waits for. */
import type { CaseDeclaration, CaseDetail, CaseDocument } from '../../../client/types.ts';
import { codeTitle } from '../../../protocol/codes/data-elements.ts';
import { localTime, type Output, pairs, table } from './output.ts';

type Wait = CaseDetail['waitingFor'][number];

/** What a party is called; its id where nobody told this gateway. */
export type NameOf = (partyId: string) => string;

export function caseLines(detail: CaseDetail, style: Output['style'], nameOf: NameOf): string[] {
  const head = pairs([
    ['case', detail.caseId],
    ['ucr', detail.ucr ?? 'not known to this gateway'],
    ['opened', `${localTime(detail.openedAt)} by ${nameOf(detail.openedBy)}`],
    ['head', detail.head],
  ]);
  return [
    ...head,
    ...section(style, 'Documents', documentLines(detail.documents, nameOf)),
    ...section(
      style,
      'Declarations',
      detail.declarations.flatMap((declaration) => declarationLines(declaration, nameOf)),
    ),
    ...section(style, 'Movements', trackingLines(detail, nameOf)),
    ...section(
      style,
      'Waiting for',
      detail.waitingFor.map((wait) => `${waitText(wait, nameOf)}, since ${localTime(wait.since)}`),
    ),
  ];
}

function section(style: Output['style'], title: string, lines: readonly string[]): string[] {
  return ['', style('bold', title), ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`))];
}

function documentLines(documents: readonly CaseDocument[], nameOf: NameOf): string[] {
  if (documents.length === 0) return [];
  const rows = documents.map(({ documentId, documentType, partyId, withdrawn, versions }) => {
    const newest = versions.at(-1);
    const fresh = newest?.endorsements.filter(({ stale }) => !stale).length ?? 0;
    const stale = versions
      .flatMap(({ endorsements }) => endorsements)
      .filter((endorsement) => endorsement.stale).length;
    return [
      documentId,
      documentTypeName(documentType),
      nameOf(partyId),
      withdrawn ? 'withdrawn' : `version ${newest?.number ?? '-'}`,
      stale > 0 ? `${fresh} (${stale} stale)` : String(fresh),
    ];
  });
  return table(['document', 'type', 'lodged by', 'standing', 'endorsements'], rows);
}

function declarationLines(declaration: CaseDeclaration, nameOf: NameOf): string[] {
  const { votes, controls, decisions } = declaration;
  return [
    `${declaration.procedure} ${declaration.shownAs}${declaration.lane ? `, lane ${declaration.lane}` : ''}` +
      `, since ${localTime(declaration.stateSince)}`,
    ...pairs([
      ['  id', declaration.declarationId],
      ['  office', `${nameOf(declaration.office)} (${declaration.jurisdiction})`],
      ['  head', declaration.head],
    ]),
    ...controls.map(
      ({ control, open, reason, result, controlId }) =>
        `  ${control} ${open ? `open (${reason})` : `closed, ${result ?? '-'}`}  ${controlId}`,
    ),
    ...votes
      .filter(({ open }) => open)
      .map(
        ({ outcome, votes: have, quorum, operatorId }) => `  vote ${have} of ${quorum} for ${outcome} by ${operatorId}`,
      ),
    ...decisions.map(
      ({ outcome, reason, operatorId, decidedAt }) =>
        `  ${localTime(decidedAt)}  ${outcome} (${reason}) by ${operatorId}`,
    ),
  ];
}

function trackingLines({ tracking }: CaseDetail, nameOf: NameOf): string[] {
  if (tracking.length === 0) return [];
  return table(
    ['when, as signed', 'what', 'signed by'],
    tracking.map(({ occurredAt, milestone, partyId }) => [localTime(occurredAt), milestone, nameOf(partyId)]),
  );
}

/** For example `RELEASE of CUSTOMS_OFFICE MY (1 of 2)`. */
export function waitText({ what, on, have, need }: Wait, nameOf: NameOf): string {
  const role = [on.role, on.jurisdiction].filter((part) => part !== null).join(' ');
  const who = on.partyId === null ? role || 'somebody' : nameOf(on.partyId);
  return `${what} of ${who}${need === null ? '' : ` (${have ?? 0} of ${need})`}`;
}

/** For example `380 Commercial invoice`. */
function documentTypeName(documentType: number): string {
  return [documentType, codeTitle('1001', String(documentType))].filter((part) => part !== null).join(' ');
}
