/**
 * One table of what the documents of a case say about the same things: what agrees, what differs, what is not stated.
 * @see domain section 6, rules 4 and 5
 */
import { RULES } from '../checks/rules.ts';
import type { CorridorDocument } from '../documents/registry.ts';
import type { ComparedValue, ComparisonRow, Verdict } from './comparison-row.ts';
import { crossChecks } from './cross-checks.ts';
import { agrees, FACTS, type FactName, plainDecimal, type Statement, toleranceOf } from './facts.ts';
import { consignmentsOfCase, type Group, groupsOf, unite } from './groups.ts';
import { COMPARED_SCHEMAS, EXPECTED, statementsOf } from './statements.ts';

/** Whether documents of a schema take part in comparisons. */
export function isCompared(schema: string): boolean {
  return (COMPARED_SCHEMAS as readonly string[]).includes(schema);
}

/**
 * Compares the documents of one case. A fact that only one document has to do with makes no row.
 * @param documents valid, in any order; those of schemas that state nothing comparable are passed over
 */
export function compareCase(documents: readonly CorridorDocument[]): ComparisonRow[] {
  const isOfCase = consignmentsOfCase(documents);
  const statements = documents.map((document) => statementsOf(document, isOfCase));
  const groups = groupsOf(documents);
  const rows = (Object.keys(FACTS) as FactName[]).flatMap((fact) =>
    subjectsOf(fact, statements).flatMap((subject) => rowOf(fact, subject, { documents, statements, groups })),
  );
  return [...rows, ...crossChecks(documents, statements, groups)];
}

interface CaseStatements {
  readonly documents: readonly CorridorDocument[];
  /** By document. */
  readonly statements: readonly (readonly Statement[])[];
  readonly groups: readonly Group[];
}

/** Containers that a fact is stated about, or the case as a whole. */
function subjectsOf(fact: FactName, statements: CaseStatements['statements']): (string | undefined)[] {
  const subjects = statements.flatMap((all) => all.filter((each) => each.fact === fact).map(({ subject }) => subject));
  return [...new Set(subjects)].sort();
}

function rowOf(fact: FactName, subject: string | undefined, { documents, statements, groups }: CaseStatements) {
  const values: ComparedValue[] = [];
  const missing: number[] = [];
  let reference: Statement | undefined;
  let voices = 0;
  for (const group of groups) {
    const own = group.map((index) => ({ index, stated: ofFact(statements[index] ?? [], fact, subject) }));
    const said = unite(
      fact,
      own.flatMap(({ stated }) => stated),
      group.length,
    );
    reference ??= said[0];
    voices += said.length;
    const differs = said.some((each) => reference !== undefined && !agrees(reference, each));
    for (const { index, stated } of own) {
      values.push(...stated.map(({ pointer, value }) => ({ document: index, pointer, value, differs })));
      if (stated.length === 0 && isExpected(fact, subject, documents[index], statements[index] ?? []))
        missing.push(index);
    }
  }
  if (reference === undefined || (voices < 2 && missing.length === 0)) return [];
  const verdict: Verdict = values.some(({ differs }) => differs) ? 'DIFFER' : missing.length > 0 ? 'MISSING' : 'AGREE';
  return [madeRow(fact, subject, verdict, reference, values, missing)];
}

function madeRow(
  fact: FactName,
  subject: string | undefined,
  verdict: Verdict,
  { unit, amount }: Statement,
  values: readonly ComparedValue[],
  missing: readonly number[],
): ComparisonRow {
  const ruleId = verdict === 'MISSING' ? 'AGREE_NOT_STATED' : FACTS[fact].ruleId;
  return {
    fact,
    subject: subject ?? null,
    verdict,
    ruleId,
    unit: unit === undefined || unit === '' ? null : unit,
    tolerance: amount === undefined ? null : plainDecimal(toleranceOf(unit)),
    values,
    missing,
    doNext: verdict === 'AGREE' ? '' : RULES[ruleId].doNext,
  };
}

const ofFact = (statements: readonly Statement[], fact: FactName, subject: string | undefined) =>
  statements.filter((each) => each.fact === fact && each.subject === subject);

/** Of a container, a document is expected to state something only if it lists the container. */
function isExpected(
  fact: FactName,
  subject: string | undefined,
  document: CorridorDocument | undefined,
  statements: readonly Statement[],
): boolean {
  if (document === undefined || EXPECTED[document.schema]?.includes(fact) !== true) return false;
  const containers = statements.find((each) => each.fact === 'CONTAINERS')?.members ?? [];
  return subject === undefined || containers.includes(subject);
}
