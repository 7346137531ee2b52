/** Everything that the index holds, as text that is equal for equal contents. */
import type pg from 'pg';
import { CASE_TABLES, REGISTRY_TABLES } from '../../server/modules/projection/rows.ts';

/** Tables of the index, without the headers and the cursor: they say where reading stands, not what was read. */
export const INDEX_TABLES = ['projected_events', 'projected_refusals', ...CASE_TABLES, ...REGISTRY_TABLES] as const;

/** Rows by table, each as JSON text, sorted. */
export async function dumpIndex(pool: pg.Pool): Promise<Record<string, string[]>> {
  const tables = await Promise.all(
    INDEX_TABLES.map(async (table) => {
      const { rows } = await pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      return [table, rows.map(({ row }) => row).sort()] as const;
    }),
  );
  return Object.fromEntries(tables);
}
