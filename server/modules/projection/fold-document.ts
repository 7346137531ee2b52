/** Documents of a case: append-only chains of versions, and the endorsements that stay on the version they name. */
import { codeOf } from './codes.ts';
import { type EventArgs, numberArg, textArg } from './event-args.ts';
import type { CaseRows, EventRow, Row } from './rows.ts';

type Handler = (rows: CaseRows, args: EventArgs, row: EventRow) => void;

const HANDLERS: Readonly<Record<string, Handler>> = {
  DocumentLodged: (rows, args, row) => {
    rows.projected_documents.push({
      case_id: row.subject,
      document_id: textArg(args, 'documentId'),
      document_type: numberArg(args, 'documentType'),
      party_id: row.party,
      current_root: textArg(args, 'root'),
      versions: 1,
      withdrawn: false,
      lodged_sequence: row.sequence,
      lodged_at: row.block_time,
    });
    rows.projected_versions.push(newVersion(args, row, 1, null));
  },
  DocumentAmended: (rows, args, row) => {
    const document = documentOf(rows, args);
    const root = textArg(args, 'root');
    const old = versionOf(rows, args, textArg(args, 'supersedes'));
    old.superseded_by = root;
    old.superseded_at = row.block_time;
    document.current_root = root;
    document.versions = numberArg(args, 'version');
    rows.projected_versions.push(newVersion(args, row, document.versions, codeOf('reasons', args['reason'])));
  },
  DocumentWithdrawn: (rows, args, row) => {
    const version = versionOf(rows, args, textArg(args, 'root'));
    version.withdrawn_at = row.block_time;
    version.withdraw_reason = codeOf('reasons', args['reason']);
    documentOf(rows, args).withdrawn = true;
  },
  DocumentEndorsed: (rows, args, row) => {
    const root = textArg(args, 'root');
    versionOf(rows, args, root).endorsements = numberArg(args, 'endorsements');
    rows.projected_endorsements.push({
      case_id: row.subject,
      document_id: textArg(args, 'documentId'),
      root,
      party_id: row.party,
      operator_id: row.operator,
      key_id: row.actor,
      sequence: row.sequence,
      endorsed_at: row.block_time,
    });
  },
};

/** @throws {RangeError} for an event that this release does not know, or one that names nothing that was lodged */
export function foldDocumentEvent(rows: CaseRows, name: string, args: EventArgs, row: EventRow): void {
  const handler = HANDLERS[name];
  if (handler === undefined) throw new RangeError(`unknown event ${name}`);
  handler(rows, args, row);
}

function newVersion(
  args: EventArgs,
  row: EventRow,
  number: number,
  amendReason: string | null,
): Row<'projected_versions'> {
  return {
    case_id: row.subject,
    document_id: textArg(args, 'documentId'),
    root: textArg(args, 'root'),
    number,
    operator_id: row.operator,
    key_id: row.actor,
    lodged_sequence: row.sequence,
    lodged_at: row.block_time,
    amend_reason: amendReason,
    endorsements: 0,
    superseded_by: null,
    superseded_at: null,
    withdrawn_at: null,
    withdraw_reason: null,
  };
}

function documentOf(rows: CaseRows, args: EventArgs): Row<'projected_documents'> {
  const id = textArg(args, 'documentId');
  const row = rows.projected_documents.find(({ document_id }) => document_id === id);
  if (row === undefined) throw new RangeError(`the events name document ${id} before it was lodged`);
  return row;
}

function versionOf(rows: CaseRows, args: EventArgs, root: string): Row<'projected_versions'> {
  const id = textArg(args, 'documentId');
  const row = rows.projected_versions.find((version) => version.document_id === id && version.root === root);
  if (row === undefined) throw new RangeError(`the events name a version of document ${id} before it was lodged`);
  return row;
}
