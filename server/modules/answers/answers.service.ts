/** Puts together what customs said about the declarations of a case, and writes it in the format asked for. */
import type { Decision } from '../../../protocol/documents/decision.ts';
import type { GoodsDeclaration } from '../../../protocol/documents/goods-declaration.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AnsweredDeclaration, CustomsAnswer, SeenMilestone } from '../../formats/answers/customs-answer.ts';
import type { WrittenFile } from '../../formats/written-file.ts';
import type { Caller } from '../../http/caller.ts';
import { isoSeconds } from '../../platform/clock.ts';
import type { ContentsService } from '../contents/contents.service.ts';
import { eventsOfCases } from '../projection/projection.repository.ts';
import { readCases } from '../projection/read-tables.repository.ts';
import type { CaseRows } from '../projection/rows.ts';
import { ANSWER_FORMATS } from './answer-formats.ts';
import type { AnswersQuery } from './answers.schemas.ts';
import { type AnswerWithRoots, answersOf } from './answers-view.ts';

export interface AnswersDeps {
  readonly db: Db;
  readonly contents: ContentsService;
}

/** Who reads, and by which request: what an access receipt says. */
interface Reading {
  readonly caller: Caller;
  readonly caseId: string;
  readonly route: string;
}

export type AnswersService = ReturnType<typeof createAnswersService>;

/** Makes the service. Whether a caller sees a case at all is settled before, by the route's access. */
export function createAnswersService({ db, contents }: AnswersDeps) {
  /** Content of a root, as far as this gateway holds it; leaves a receipt unless it is the caller's own. */
  async function contentOf(reading: Reading, root: string, documentId: string | null, partyId: string) {
    const stored = await contents.document(root);
    if (stored === undefined) return undefined;
    await contents.note(reading.caller, { caseId: reading.caseId, documentId, partyId }, stored.link, reading.route);
    return stored;
  }

  async function referencesOf(reading: Reading, { answer, declarationRoot }: AnswerWithRoots, rows: CaseRows) {
    const documentId = rows.projected_versions.find(({ root }) => root === declarationRoot)?.document_id ?? null;
    const stored = await contentOf(reading, declarationRoot, documentId, answer.declaration.declarant);
    if (stored?.link.schema !== 'corridor/goods-declaration/1') return {};
    const { lrn, mrn, containers, transportDocuments } = stored.document as unknown as GoodsDeclaration;
    return {
      ...(lrn === undefined ? {} : { lrn }),
      ...(mrn === undefined ? {} : { mrn }),
      containerNumbers: containers.map(({ number }) => number),
      transportDocumentNumbers: transportDocuments.map(({ number }) => number),
    };
  }

  async function decisionOf(reading: Reading, found: AnswerWithRoots, rows: CaseRows): Promise<Decision | undefined> {
    const { answer, conditions } = found;
    if (answer.event !== 'DECIDED') return undefined;
    if (conditions !== undefined) {
      return (await contentOf(reading, conditions, null, answer.party))?.document as Decision | undefined;
    }
    for (const { root, document_id } of lodgedDecisions(rows, answer)) {
      const stored = await contents.document(root);
      const decision = stored?.document as Decision | undefined;
      if (decision?.declarationId !== answer.declaration.declarationId || decision.outcome !== answer.outcome) continue;
      await contentOf(reading, root, document_id, answer.party);
      return decision;
    }
    return undefined;
  }

  return {
    /**
     * Writes the answers of a case.
     * @throws {AppError} CASE_NOT_FOUND
     */
    async write(
      caller: Caller,
      caseId: string,
      { format, declarationId }: AnswersQuery,
      route: string,
    ): Promise<WrittenFile> {
      const rows = (await readCases(db, [caseId])).get(caseId);
      const [head] = rows?.projected_cases ?? [];
      if (rows === undefined || head === undefined) throw new AppError('CASE_NOT_FOUND');
      const found = answersOf(await eventsOfCases(db, [caseId]), rows.projected_declarations).filter(
        ({ answer }) => declarationId === undefined || answer.declaration.declarationId === declarationId,
      );
      const reading = { caller, caseId, route };
      const references = new Map<string, Partial<AnsweredDeclaration>>();
      const answers: CustomsAnswer[] = [];
      for (const each of found) {
        const known = references.get(each.declarationRoot) ?? (await referencesOf(reading, each, rows));
        references.set(each.declarationRoot, known);
        const decision = await decisionOf(reading, each, rows);
        const declaration = { ...each.answer.declaration, ...known };
        answers.push({ ...each.answer, declaration, ...(decision === undefined ? {} : { decision }) });
      }
      return ANSWER_FORMATS[format]({
        caseId,
        ...(head.ucr === null ? {} : { ucr: head.ucr }),
        recipient: caller.partyId,
        asOf: isoSeconds(head.last_at),
        answers,
        milestones: milestonesOf(rows),
      });
    },
  };
}

function milestonesOf(rows: CaseRows): SeenMilestone[] {
  return [...rows.projected_tracking]
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ sequence, milestone, occurred_at, recorded_at, party_id }) => ({
      sequence,
      milestone,
      occurredAt: isoSeconds(occurred_at),
      recordedAt: isoSeconds(recorded_at),
      party: party_id,
    }));
}

/** UNTDID 1001 types of decision documents. */
const DECISION_TYPES: readonly number[] = [961, 962, 963, 964, 965];

/** Decision documents that the authority lodged before it decided, newest first: they say more than its codes. */
function lodgedDecisions(rows: CaseRows, { party, sequence }: CustomsAnswer) {
  const documents = rows.projected_documents.filter(
    ({ document_type, party_id, withdrawn }) =>
      DECISION_TYPES.includes(document_type) && party_id === party && !withdrawn,
  );
  return rows.projected_versions
    .filter((version) => version.lodged_sequence < sequence)
    .filter(({ document_id }) => documents.some((document) => document.document_id === document_id))
    .sort((a, b) => b.lodged_sequence - a.lodged_sequence);
}
