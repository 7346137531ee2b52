import { MAX_DOCUMENT_BYTES } from '../../http/read-body.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { sha256Params, storedContentSchema } from './contents.schemas.ts';
import type { ContentsService } from './contents.service.ts';

const tag = 'Contents';

export const contentsSpecs = {
  storeContent: spec({
    summary: 'Store bytes under their SHA-256',
    description:
      'Stores the canonical document, and each file as it came, before the action that anchors them is handed in. ' +
      'What is stored is visible to the own party only, until a document carries it.',
    tag,
    params: sha256Params,
    body: { kind: 'bytes', maxBytes: MAX_DOCUMENT_BYTES, mediaTypes: ['*/*'] },
    responses: { 201: { description: 'Stored; the same answer if it was before', schema: storedContentSchema } },
    problems: ['CONTENT_DIGEST_MISMATCH', 'CONTENT_TYPE_MISMATCH', 'CONTENT_TYPE_NOT_ALLOWED'],
  }),
  readContent: spec({
    summary: 'Read stored bytes',
    description: 'Own uploads, and what documents of visible cases carry. The latter leaves an access receipt.',
    tag,
    params: sha256Params,
    body: { kind: 'none' },
    responses: {
      200: {
        description: 'The bytes, as an attachment',
        mediaType: 'application/octet-stream',
        headers: { 'Content-Disposition': 'attachment', ETag: 'SHA-256 of the bytes' },
      },
    },
    problems: ['CONTENT_NOT_FOUND'],
  }),
};

export function contentsRoutes(contents: ContentsService): Endpoint[] {
  return [
    endpoint(
      'storeContent',
      contentsSpecs.storeContent,
    )(async ({ params, body, caller }) => ({
      status: 201,
      json: await contents.store(caller, params.sha256, body.bytes, body.mediaType),
    })),
    endpoint(
      'readContent',
      contentsSpecs.readContent,
    )(async ({ params, caller, route }) => {
      const { bytes, mediaType } = await contents.read(caller, params.sha256, route);
      return {
        status: 200,
        bytes,
        mediaType,
        headers: {
          'Content-Disposition': `attachment; filename="${params.sha256}"`,
          'X-Content-Type-Options': 'nosniff',
          ETag: `"${params.sha256}"`,
        },
      };
    }),
  ];
}
