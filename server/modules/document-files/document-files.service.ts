/** Writes a lodged document in a format that customs and carriers read. */
import type { CorridorDocument } from '../../../protocol/documents/registry.ts';
import { AppError } from '../../errors/app-error.ts';
import { writeDocument } from '../../formats/document-formats.ts';
import { FormatError } from '../../formats/format-error.ts';
import { isLoss } from '../../formats/written-differences.ts';
import type { Addressing, WrittenDocument } from '../../formats/written-document.ts';
import type { WrittenFile } from '../../formats/written-file.ts';
import type { Caller } from '../../http/caller.ts';
import type { CasesService } from '../cases/cases.service.ts';
import type { DocumentFileQuery } from './document-files.schemas.ts';

export type DocumentFilesService = ReturnType<typeof createDocumentFilesService>;

/** Longest reference of an interchange. */
const REFERENCE_LENGTH = 14;

/** Makes the service. Whether a caller sees a case at all is settled before, by the route's access. */
export function createDocumentFilesService(cases: Pick<CasesService, 'document'>) {
  return {
    /**
     * Writes one version; the same version gives the same bytes to the same reader. Leaves an access receipt.
     * @throws {AppError} DOCUMENT_NOT_FOUND, CONTENT_NOT_FOUND, FORMAT_NOT_OF_DOCUMENT, FORMAT_CANNOT_CARRY
     */
    async write(
      caller: Caller,
      { caseId, documentId }: { readonly caseId: string; readonly documentId: string },
      { format, partial, version: number }: DocumentFileQuery,
      route: string,
    ): Promise<WrittenFile> {
      const found = await cases.document(caller, caseId, documentId, number, route);
      const { content, version, partyId } = found;
      if (content === null) throw new AppError('CONTENT_NOT_FOUND');
      const addressing: Addressing = {
        sender: bare(partyId),
        recipient: bare(caller.partyId),
        preparedAt: version.lodgedAt,
        reference: bare(version.root).slice(0, REFERENCE_LENGTH),
      };
      const document = content.document as unknown as CorridorDocument;
      const written = orRefusal(() => writeDocument(document, format, addressing));
      if (written === undefined) {
        throw new AppError('FORMAT_NOT_OF_DOCUMENT', { params: { schema: content.schema, format } });
      }
      if (partial === 'false') refuseLoss(written);
      return written;
    },
  };
}

const bare = (hex: string) => hex.replace(/^0x/, '');

function orRefusal<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const pointer = String(error.params?.['pointer'] ?? '');
    throw new AppError('FORMAT_CANNOT_CARRY', {
      errors: [{ detail: error.message, pointer: `#${pointer}` }],
      cause: error,
    });
  }
}

/** @throws {AppError} FORMAT_CANNOT_CARRY with every place of the document that the file would not say */
function refuseLoss({ differences }: WrittenDocument): void {
  const losses = differences.filter(isLoss);
  if (losses.length === 0) return;
  throw new AppError('FORMAT_CANNOT_CARRY', {
    params: { places: losses.length },
    errors: losses.map(({ pointer, change }) => ({
      detail:
        change === 'LOST' ? 'has no place in the format, or is too long for it' : 'would be read as another value',
      pointer: `#${pointer}`,
    })),
  });
}
