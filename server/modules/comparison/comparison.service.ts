/** Compares the documents of a case that a caller may read, and a file that is not filed yet with them. */
import { isCompared } from '../../../protocol/comparison/compare-case.ts';
import {
  type Comparison,
  comparisonOf,
  type DocumentToCompare,
  type LeftOutDocument,
  unfiled,
} from '../../../protocol/comparison/comparison-table.ts';
import type { CorridorDocument } from '../../../protocol/documents/registry.ts';
import type { Caller } from '../../http/caller.ts';
import { mayReadLodged } from '../cases/cases.policy.ts';
import type { CasesService } from '../cases/cases.service.ts';
import type { ContentsService } from '../contents/contents.service.ts';
import { readOrRefuse } from '../intake/read-or-refuse.ts';
import type { CompareFileQuery } from './comparison.schemas.ts';

/** Documents that are compared at once; a case of trade has about ten. */
const MAX_DOCUMENTS = 100;

export interface ComparisonDeps {
  readonly cases: CasesService;
  readonly contents: ContentsService;
}

/** Who asks, about which case, and by which request: what an access receipt says. */
export interface ComparisonRequest {
  readonly caller: Caller;
  readonly caseId: string;
  readonly route: string;
}

export interface UnfiledFile extends CompareFileQuery {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export type ComparisonService = ReturnType<typeof createComparisonService>;

/** Makes the service. Whether a caller sees a case at all is settled before, by the route's access. */
export function createComparisonService({ cases, contents }: ComparisonDeps) {
  /** What takes part, and why the rest does not; each document that is read leaves its receipt. */
  async function documentsOf({ caller, caseId, route }: ComparisonRequest, replaces: string | undefined) {
    const standing = await cases.standing(caller, caseId);
    const { documents } = (await cases.read(caseId)).view;
    const links = await contents.linksOf(documents.map(({ currentRoot }) => currentRoot));
    const schemas = new Map(links.map(({ root, schema }) => [root, schema]));
    const leftOut: LeftOutDocument[] = [];
    const compared: DocumentToCompare[] = [];
    for (const document of documents) {
      const { documentId, documentType, partyId, withdrawn, currentRoot } = document;
      const why = reasonToLeave({
        ...{ withdrawn, replaced: documentId === replaces, full: compared.length >= MAX_DOCUMENTS },
        entitled: mayReadLodged(caller, partyId, standing),
        schema: schemas.get(currentRoot),
      });
      const read = why === undefined ? await cases.document(caller, caseId, documentId, undefined, route) : undefined;
      const content = read?.content ?? null;
      if (read === undefined || content === null) {
        leftOut.push({ documentId, documentType, partyId, why: why ?? 'NOT_HELD' });
      } else {
        const origin = { documentId, fileName: null, partyId, version: read.version.number };
        compared.push({ ...origin, document: content.document as unknown as CorridorDocument });
      }
    }
    return { compared, leftOut };
  }

  return {
    /** @throws {AppError} CASE_NOT_FOUND */
    async compare(request: ComparisonRequest): Promise<Comparison> {
      const { compared, leftOut } = await documentsOf(request, undefined);
      return comparisonOf(compared, leftOut);
    },

    /**
     * Compares every message of a file with the case; stores nothing.
     * @throws {AppError} CASE_NOT_FOUND, INTAKE_… @throws {JsonError} for JSON outside the strict profile
     */
    async compareFile(request: ComparisonRequest, file: UnfiledFile): Promise<Comparison> {
      const { items } = readOrRefuse(file);
      const name = file.fileName ?? 'file';
      const documents = items.filter(({ schema }) => isCompared(schema)).map(({ document }) => document);
      const { compared, leftOut } = await documentsOf(request, file.replaces);
      return comparisonOf([...compared, ...documents.map((document) => unfiled(name, document))], leftOut);
    },
  };
}

/** Why a document takes no part, told before it is read; undefined if it does. */
function reasonToLeave(document: {
  readonly withdrawn: boolean;
  readonly replaced: boolean;
  readonly full: boolean;
  readonly entitled: boolean;
  /** Undefined if this gateway does not hold the content. */
  readonly schema: string | undefined;
}): LeftOutDocument['why'] | undefined {
  if (document.withdrawn) return 'WITHDRAWN';
  if (document.replaced) return 'REPLACED';
  if (!document.entitled) return 'NOT_ENTITLED';
  if (document.schema === undefined) return 'NOT_HELD';
  if (!isCompared(document.schema)) return 'NOT_COMPARED';
  return document.full ? 'TOO_MANY' : undefined;
}
