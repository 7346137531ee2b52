/** Compares files that are not filed with the documents of a case, on this machine: the files go nowhere. */
import { isCompared } from '../protocol/comparison/compare-case.ts';
import {
  type Comparison,
  comparisonOf,
  type DocumentToCompare,
  type LeftOutDocument,
} from '../protocol/comparison/comparison-table.ts';
import type { CorridorDocument } from '../protocol/documents/registry.ts';
import type { JsonValue } from '../protocol/json/json-value.ts';
import type { CorridorClient } from './client.ts';
import { rootOf } from './documents.ts';
import { ClientError } from './problem.ts';
import type { CaseDetail } from './types.ts';

/**
 * Reads the current documents of a case, which leaves receipts as all reading does, and compares them.
 * @param files documents of compared schemas that are not lodged
 * @param replaces document whose place they are to take
 * @throws {ClientError} ROOT_MISMATCH if the gateway shows other content than was anchored
 */
export async function compareWithCase(
  client: Pick<CorridorClient, 'readDocument'>,
  { caseId, documents }: CaseDetail,
  files: readonly DocumentToCompare[],
  replaces?: string,
): Promise<Comparison> {
  const leftOut: LeftOutDocument[] = [];
  const compared: DocumentToCompare[] = [];
  for (const { documentId, documentType, partyId, withdrawn, currentRoot } of documents) {
    const leave = (why: LeftOutDocument['why']) => leftOut.push({ documentId, documentType, partyId, why });
    if (withdrawn) leave('WITHDRAWN');
    else if (documentId === replaces) leave('REPLACED');
    else {
      const { content, version } = await client.readDocument(caseId, documentId);
      if (content === null) leave('NOT_HELD');
      else if (!isCompared(content.schema)) leave('NOT_COMPARED');
      else {
        const document = content.document as JsonValue;
        const computed = rootOf(document, content.files, content.secret);
        if (computed !== version.root) {
          const params = { root: currentRoot, computed };
          throw new ClientError('ROOT_MISMATCH', 'The content shown is not what was anchored.', params);
        }
        const origin = { documentId, fileName: null, partyId, version: version.number };
        compared.push({ ...origin, document: document as unknown as CorridorDocument });
      }
    }
  }
  return comparisonOf([...compared, ...files], leftOut);
}
