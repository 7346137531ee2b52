import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { documentParams } from '../cases/cases.schemas.ts';
import { documentFileQuery } from './document-files.schemas.ts';
import type { DocumentFilesService } from './document-files.service.ts';

export const documentFilesSpecs = {
  readDocumentFile: spec({
    summary: 'One version of a document in a format that customs and carriers read',
    description:
      'What the format cannot carry is refused with its places, found by reading the file again, or left out ' +
      'if `partial` says so. Texts that are longer than their place are cut into lines. A document that is simulated ' +
      'goes out as a test. Leaves an access receipt.',
    tag: 'Cases',
    params: documentParams,
    query: documentFileQuery,
    body: { kind: 'none' },
    responses: {
      200: {
        description: 'The file, as an attachment; its media type goes with the format',
        mediaType: '*/*',
        headers: { 'Content-Disposition': 'attachment' },
      },
    },
    problems: ['DOCUMENT_NOT_FOUND', 'CONTENT_NOT_FOUND', 'FORMAT_NOT_OF_DOCUMENT', 'FORMAT_CANNOT_CARRY'],
  }),
};

export function documentFilesRoutes(files: DocumentFilesService): Endpoint[] {
  return [
    endpoint(
      'readDocumentFile',
      documentFilesSpecs.readDocumentFile,
    )(async ({ params, query, caller, route }) => {
      const { bytes, mediaType, extension } = await files.write(caller, params, query, route);
      const name = `${params.documentId.slice(2, 18)}-${query.format}.${extension}`;
      return { status: 200, bytes, mediaType, headers: { 'Content-Disposition': `attachment; filename="${name}"` } };
    }),
  ];
}
