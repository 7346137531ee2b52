/** The folded tables: written as wholes by the folds, read by the modules that answer questions. */
import type { Db } from '../../database/pool.ts';
import { insertAll } from './projection.repository.ts';
import {
  CASE_TABLES,
  type CaseRows,
  type CaseTable,
  emptyCaseRows,
  emptyRegistryRows,
  type NewRow,
  REGISTRY_TABLES,
  type RegistryRows,
  type RegistryTable,
  type Row,
} from './rows.ts';

/** Columns of type jsonb, which the driver would otherwise write as PostgreSQL arrays. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['council_members', 'recovery_members']);

/** Replaces every row of some cases. */
export async function replaceCases(trx: Db, caseIds: readonly string[], cases: readonly CaseRows[]): Promise<void> {
  for (const table of CASE_TABLES) {
    await trx
      .deleteFrom(table)
      .where('case_id', 'in', [...caseIds])
      .execute();
    await insertRows(
      trx,
      table,
      cases.flatMap((rows): Row<CaseTable>[] => rows[table]),
    );
  }
}

/** Replaces the registry's tables. */
export async function replaceRegistry(trx: Db, rows: RegistryRows): Promise<void> {
  for (const table of REGISTRY_TABLES) {
    await trx.deleteFrom(table).execute();
    await insertRows(trx, table, rows[table]);
  }
}

/** Empties every folded table. */
export async function clearReadTables(trx: Db): Promise<void> {
  for (const table of [...CASE_TABLES, ...REGISTRY_TABLES]) await trx.deleteFrom(table).execute();
}

async function insertRows<T extends CaseTable | RegistryTable>(
  trx: Db,
  table: T,
  rows: readonly Row<T>[],
): Promise<void> {
  const plain = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        JSON_COLUMNS.has(column) && value !== null ? JSON.stringify(value) : value,
      ]),
    ),
  );
  await insertAll(trx, table, plain as NewRow<T>[]);
}

/** Every row of some cases, grouped by case. */
export async function readCases(db: Db, caseIds: readonly string[]): Promise<Map<string, CaseRows>> {
  const cases = new Map(caseIds.map((caseId) => [caseId, emptyCaseRows()]));
  if (caseIds.length === 0) return cases;
  for (const table of CASE_TABLES) {
    const rows = await db
      .selectFrom(table)
      .selectAll()
      .where('case_id', 'in', [...caseIds])
      .execute();
    for (const row of rows as Row<CaseTable>[])
      (cases.get(row.case_id)?.[table] as Row<CaseTable>[] | undefined)?.push(row);
  }
  return cases;
}

export async function readRegistry(db: Db): Promise<RegistryRows> {
  const registry = emptyRegistryRows();
  for (const table of REGISTRY_TABLES) {
    const rows = await db.selectFrom(table).selectAll().execute();
    (registry[table] as Row<RegistryTable>[]).push(...(rows as Row<RegistryTable>[]));
  }
  return registry;
}

/** Ids of cases after one, in id order; pages through all of them. */
export async function caseIdsAfter(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('projected_cases')
    .select('case_id')
    .where('case_id', '>', after)
    .orderBy('case_id')
    .limit(limit)
    .execute();
  return rows.map(({ case_id }) => case_id);
}
