/** Compares rows that should be the same, table by table, and names every difference. */

export type AnyRow = Readonly<Record<string, unknown>>;

/** One way in which what is stored is not what it should be. */
export interface Difference {
  readonly where: 'INDEX' | 'CONTENT' | 'OUTBOX' | 'LOG' | 'CHAIN';
  readonly table: string;
  /** Primary key of the row, its parts joined by `/`. */
  readonly key: string;
  /** Column that differs; null if the whole row is concerned. */
  readonly column: string | null;
  readonly problem:
    | 'VALUE_DIFFERS'
    | 'ROW_MISSING'
    | 'ROW_UNEXPECTED'
    | 'DIGEST_DIFFERS'
    | 'CONTENT_MISSING'
    | 'ROOT_DIFFERS'
    | 'SIGNATURE_INVALID'
    | 'CHAIN_DIFFERS';
  readonly detail: string;
}

/** Longest value that is shown in a difference. */
const SHOWN = 120;

/** Columns of the primary key by table. */
export const PRIMARY_KEYS: Readonly<Record<string, readonly string[]>> = {
  projected_events: ['sequence'],
  projected_refusals: ['tx_hash', 'log_index'],
  projected_jurisdictions: ['code'],
  projected_policies: ['jurisdiction', 'sequence'],
  projected_parties: ['party_id'],
  projected_party_roles: ['party_id', 'role'],
  projected_keys: ['key_id'],
  projected_ledger: ['id'],
  projected_cases: ['case_id'],
  case_parties: ['case_id', 'party_id', 'why'],
  case_jurisdictions: ['case_id', 'jurisdiction'],
  projected_documents: ['case_id', 'document_id'],
  projected_versions: ['case_id', 'document_id', 'root'],
  projected_endorsements: ['case_id', 'document_id', 'root', 'party_id'],
  projected_declarations: ['case_id', 'declaration_id'],
  projected_decisions: ['sequence'],
  projected_votes: ['sequence'],
  projected_controls: ['control_id'],
  projected_tracking: ['sequence'],
  projected_waits: ['case_id', 'position'],
  log_state: ['id'],
  log_tiles: ['series', 'level', 'position'],
  log_head_pages: ['prefix', 'from_size'],
};

/** Compares the rows of one table. @param expected as the chain gives them @param stored as they stand in the table */
export function compareRows(
  table: string,
  expected: readonly AnyRow[],
  stored: readonly AnyRow[],
  where: 'INDEX' | 'LOG' = 'INDEX',
): Difference[] {
  const keyOf = (row: AnyRow) => (PRIMARY_KEYS[table] ?? []).map((column) => String(row[column])).join('/');
  const found = new Map(stored.map((row) => [keyOf(row), row]));
  const differences: Difference[] = [];
  const base = { where, table };
  for (const row of expected) {
    const key = keyOf(row);
    const other = found.get(key);
    found.delete(key);
    if (other === undefined) {
      differences.push({
        ...base,
        key,
        column: null,
        problem: 'ROW_MISSING',
        detail: 'The chain gives it, and it is not stored.',
      });
    } else differences.push(...compareColumns(base, key, row, other));
  }
  for (const key of found.keys()) {
    differences.push({
      ...base,
      key,
      column: null,
      problem: 'ROW_UNEXPECTED',
      detail: 'It is stored, and the chain does not give it.',
    });
  }
  return differences;
}

function compareColumns(
  base: Pick<Difference, 'where' | 'table'>,
  key: string,
  expected: AnyRow,
  stored: AnyRow,
): Difference[] {
  return Object.keys(expected).flatMap((column): Difference[] => {
    const [wanted, is] = [canonical(expected[column]), canonical(stored[column])];
    if (wanted === is) return [];
    const detail = `stored ${is.slice(0, SHOWN)}, from the chain ${wanted.slice(0, SHOWN)}`;
    return [{ ...base, key, column, problem: 'VALUE_DIFFERS', detail }];
  });
}

/** Text of a value that is the same for equal values: jsonb does not keep the order of members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}
