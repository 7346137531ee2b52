import type { AnyVerification } from '../../../protocol/verify/verify.ts';
import { MAX_DOCUMENT_BYTES } from '../../http/read-body.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { verificationSchema, verifyQuery } from './verify.schemas.ts';
import type { VerifyService } from './verify.service.ts';

export const verifySpecs = {
  verify: spec({
    summary: 'Verify a dossier, a document, a disclosure or any file',
    description:
      'Takes a dossier, a promise of a gateway, a document with its secret (`application/vnd.corridor.document+json`), a kept document file, a ' +
      'disclosure, a canonical document, or any original file. The verdict comes from the chain, for a dossier also ' +
      'from what this gateway has pinned. A file or a document without its secret is answered only ' +
      'to callers who may read what carries it, since a guess could be confirmed otherwise.',
    tag: 'Verification',
    query: verifyQuery,
    body: { kind: 'bytes', maxBytes: MAX_DOCUMENT_BYTES, mediaTypes: ['*/*'] },
    responses: { 200: { description: 'The outcome with its reason', schema: verificationSchema } },
    problems: ['VERIFY_INPUT_UNREADABLE'],
  }),
};

export function verifyRoutes(verify: VerifyService): Endpoint[] {
  return [
    endpoint(
      'verify',
      verifySpecs.verify,
    )(async ({ body, query, caller }) => ({
      status: 200,
      json: wire(await verify.verify(body.bytes, body.mediaType, query, caller)),
    })),
  ];
}

function wire({ checks, differs, anchored, ...verification }: AnyVerification) {
  const { supersededBy, withdrawnBecause, ...place } = anchored ?? {};
  return {
    ...verification,
    checks: checks.map((check) => ({ ...check })),
    ...(differs === undefined ? {} : { differs: differs.map((difference) => ({ ...difference })) }),
    ...(anchored === undefined
      ? {}
      : {
          anchored: {
            ...(place as Omit<typeof anchored, 'supersededBy' | 'withdrawnBecause'>),
            ...(supersededBy === undefined ? {} : { supersededBy }),
            ...(withdrawnBecause === undefined ? {} : { withdrawnBecause }),
          },
        }),
  };
}
