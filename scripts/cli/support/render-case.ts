/** A case for people: what there is, what state it is in, and who it waits for. */
import type { CaseDeclaration, CaseDetail, CaseDocument } from '../../../client/types.ts';
import { localTime, type Output, pairs, shortId, table } from './output.ts';

type Wait = CaseDetail['waitingFor'][number];

export function caseLines(detail: CaseDetail, style: Output['style']): string[] {
  const head = pairs([
    ['case', detail.caseId],
    ['ucr', detail.ucr ?? 'not known to this gateway'],
    ['opened', `${localTime(detail.openedAt)} by ${detail.openedBy}`],
    ['head', detail.head],
  ]);
  return [
    ...head,
    ...section(style, 'Documents', documentLines(detail.documents)),
    ...section(style, 'Declarations', detail.declarations.flatMap(declarationLines)),
    ...section(style, 'Movements', trackingLines(detail)),
    ...section(
      style,
      'Waiting for',
      detail.waitingFor.map((wait) => `${waitText(wait)}, since ${localTime(wait.since)}`),
    ),
  ];
}

function section(style: Output['style'], title: string, lines: readonly string[]): string[] {
  return ['', style('bold', title), ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`))];
}

function documentLines(documents: readonly CaseDocument[]): string[] {
  if (documents.length === 0) return [];
  const rows = documents.map(({ documentId, documentType, partyId, withdrawn, versions }) => {
    const newest = versions.at(-1);
    const fresh = newest?.endorsements.filter(({ stale }) => !stale).length ?? 0;
    const stale = versions
      .flatMap(({ endorsements }) => endorsements)
      .filter((endorsement) => endorsement.stale).length;
    return [
      documentId,
      String(documentType),
      shortId(partyId),
      withdrawn ? 'withdrawn' : `version ${newest?.number ?? '-'}`,
      stale > 0 ? `${fresh} (${stale} stale)` : String(fresh),
    ];
  });
  return table(['document', 'type', 'lodged by', 'standing', 'endorsements'], rows);
}

function declarationLines(declaration: CaseDeclaration): string[] {
  const { votes, controls, decisions } = declaration;
  return [
    `${declaration.procedure} ${declaration.shownAs}${declaration.lane ? `, lane ${declaration.lane}` : ''}` +
      `, since ${localTime(declaration.stateSince)}`,
    ...pairs([
      ['  id', declaration.declarationId],
      ['  office', `${declaration.office} (${declaration.jurisdiction})`],
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

function trackingLines({ tracking }: CaseDetail): string[] {
  if (tracking.length === 0) return [];
  return table(
    ['when, as signed', 'what', 'signed by'],
    tracking.map(({ occurredAt, milestone, partyId }) => [localTime(occurredAt), milestone, partyId]),
  );
}

/** For example `RELEASE of CUSTOMS_OFFICE MY (1 of 2)`. */
export function waitText({ what, on, have, need }: Wait): string {
  const who = [on.role, on.jurisdiction].filter((part) => part !== null).join(' ') || (on.partyId ?? 'somebody');
  const count = need === null ? '' : ` (${have ?? 0} of ${need})`;
  return `${what} of ${who}${count}`;
}
