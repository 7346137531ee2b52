/** Questions about cases that the read tables answer without being read whole. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Row } from './rows.ts';

/** Which cases a reader may see, as a filter of rows. */
export interface CaseFilter {
  /** Party whose cases are listed, and the reasons that make it take part. */
  readonly partyId: string;
  readonly reasons: readonly string[];
  /** Jurisdiction whose cases are listed as well; undefined if the reader reads none as such. */
  readonly jurisdiction: string | undefined;
}

export interface CaseQuery {
  readonly ucr?: string | undefined;
  /** A declaration of the case is in this state. */
  readonly state?: string | undefined;
  /** The case waits for this party. */
  readonly waitingOn?: string | undefined;
  /** `openedSequence` of the last case of the previous page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Whether the reader may see the case that a column names. @param column qualified, as `c.case_id` */
export function seenBy({ partyId, reasons, jurisdiction }: CaseFilter, column: string) {
  const caseId = sql.ref(column);
  const takesPart = sql<boolean>`EXISTS (SELECT 1 FROM case_parties p
    WHERE p.case_id = ${caseId} AND p.party_id = ${partyId} AND p.why IN (${sql.join([...reasons])}))`;
  if (jurisdiction === undefined) return takesPart;
  return sql<boolean>`(${takesPart} OR EXISTS (SELECT 1 FROM case_jurisdictions j
    WHERE j.case_id = ${caseId} AND j.jurisdiction = ${jurisdiction}))`;
}

/** One page of visible cases, newest first. */
export function listCases(db: Db, visible: CaseFilter, query: CaseQuery): Promise<Row<'projected_cases'>[]> {
  const { ucr, state, waitingOn, before, limit } = query;
  let rows = db.selectFrom('projected_cases as c').selectAll('c').where(seenBy(visible, 'c.case_id'));
  if (ucr !== undefined) rows = rows.where('c.ucr', '=', ucr);
  if (before !== undefined) rows = rows.where('c.opened_sequence', '<', before);
  if (state !== undefined) {
    rows = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('projected_declarations as d')
          .select('d.case_id')
          .whereRef('d.case_id', '=', 'c.case_id')
          .where('d.state', '=', state),
      ),
    );
  }
  if (waitingOn !== undefined) {
    rows = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('projected_waits as w')
          .select('w.case_id')
          .whereRef('w.case_id', '=', 'c.case_id')
          .where('w.party_id', '=', waitingOn),
      ),
    );
  }
  return rows.orderBy('c.opened_sequence', 'desc').limit(limit).execute();
}

/** Parties and jurisdictions of a case; undefined if there is none. */
export async function circleOf(db: Db, caseId: string) {
  const parties = await db
    .selectFrom('case_parties')
    .select(['party_id as partyId', 'why'])
    .where('case_id', '=', caseId)
    .execute();
  if (parties.length === 0) return undefined;
  const jurisdictions = await db
    .selectFrom('case_jurisdictions')
    .select('jurisdiction')
    .where('case_id', '=', caseId)
    .execute();
  return { parties, jurisdictions: jurisdictions.map(({ jurisdiction }) => jurisdiction) };
}

/** Places where a root is anchored: as version of a document, envelope of a case, conditions, recorded events. */
export async function placesOfRoot(
  db: Db,
  root: string,
): Promise<{ caseId: string; documentId: string | null; partyId: string }[]> {
  const { rows } = await sql<{ caseId: string; documentId: string | null; partyId: string }>`
    SELECT v.case_id AS "caseId", v.document_id AS "documentId", d.party_id AS "partyId"
      FROM projected_versions v JOIN projected_documents d USING (case_id, document_id) WHERE v.root = ${root}
    UNION SELECT case_id, NULL, opened_by FROM projected_cases WHERE envelope = ${root}
    UNION SELECT case_id, NULL, party_id FROM projected_decisions WHERE conditions = ${root}
    UNION SELECT case_id, NULL, party_id FROM projected_tracking WHERE root = ${root}
    ORDER BY 1, 2`.execute(db);
  return rows;
}

/** A root on chain and what its content must be. */
export interface AnchoredRoot {
  readonly root: string;
  /** Kind of action that anchored it. */
  readonly kind: 'OpenCase' | 'LodgeDocument' | 'DecideClearance' | 'RecordEvents';
  readonly caseId: string;
  readonly documentId: string | null;
  /** UNTDID 1001 */
  readonly documentType: number | null;
  /** Party that lodged it. */
  readonly partyId: string;
  /** Newest sequence of the case. */
  readonly sequence: number;
  /** Whether this gateway knows who is addressed on the case. */
  readonly envelopeKnown: boolean;
}

/** Roots of the cases that changed after a sequence, the envelope of each case first. @param limit of cases */
export function rootsOfCasesAfter(db: Db, sequence: number, limit: number): Promise<AnchoredRoot[]> {
  return anchoredRoots(
    db,
    sql`c.case_id IN (SELECT case_id FROM projected_cases WHERE last_sequence > ${sequence} ORDER BY last_sequence LIMIT ${limit})`,
  );
}

/** Where some roots are anchored. */
export async function anchoredRootsOf(db: Db, roots: readonly string[]): Promise<AnchoredRoot[]> {
  if (roots.length === 0) return [];
  return anchoredRoots(db, sql`w.root IN (${sql.join([...roots])})`);
}

async function anchoredRoots(db: Db, which: RawBuilder<unknown>): Promise<AnchoredRoot[]> {
  const { rows } = await sql<AnchoredRoot>`
    SELECT w.root, w.kind, w.case_id AS "caseId", w.document_id AS "documentId", w.document_type AS "documentType",
           w.party_id AS "partyId", c.last_sequence AS sequence, c.envelope_known AS "envelopeKnown"
      FROM (
        SELECT envelope AS root, 'OpenCase' AS kind, case_id, NULL::text AS document_id, NULL::integer AS document_type,
               opened_by AS party_id FROM projected_cases
        UNION ALL
        SELECT v.root, 'LodgeDocument', v.case_id, v.document_id, d.document_type, d.party_id
          FROM projected_versions v JOIN projected_documents d USING (case_id, document_id)
        UNION ALL
        SELECT conditions, 'DecideClearance', case_id, NULL, NULL, party_id FROM projected_decisions
        UNION ALL
        SELECT root, 'RecordEvents', case_id, NULL, NULL, party_id FROM projected_tracking
      ) w
      JOIN projected_cases c ON c.case_id = w.case_id
     WHERE ${which} AND w.root <> ${NO_ROOT}
     ORDER BY c.last_sequence, w.kind <> 'OpenCase', w.root`.execute(db);
  return rows;
}

/** What an action carries that names no content. */
const NO_ROOT = `0x${'00'.repeat(32)}`;

export async function documentTypeOf(db: Db, caseId: string, documentId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('projected_documents')
    .select('document_type')
    .where('case_id', '=', caseId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row?.document_type;
}

/** Parties among some that are enrolled, with their jurisdiction and roles. */
export async function partiesWithRoles(
  db: Db,
  partyIds: readonly string[],
): Promise<Map<string, { jurisdiction: string; roles: string[] }>> {
  if (partyIds.length === 0) return new Map();
  const parties = await db
    .selectFrom('projected_parties')
    .select(['party_id', 'jurisdiction'])
    .where('party_id', 'in', [...partyIds])
    .execute();
  const roles = await db
    .selectFrom('projected_party_roles')
    .selectAll()
    .where('party_id', 'in', [...partyIds])
    .execute();
  return new Map(
    parties.map(({ party_id, jurisdiction }) => [
      party_id,
      { jurisdiction, roles: roles.filter((row) => row.party_id === party_id).map(({ role }) => role) },
    ]),
  );
}
