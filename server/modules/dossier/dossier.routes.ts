import { DOSSIER_MEDIA_TYPE } from '../../../protocol/verify/media-types.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { dossierParams, dossierQuery, trustSchema } from './dossier.schemas.ts';
import type { DossierService } from './dossier.service.ts';

export const dossierSpecs = {
  readDossier: spec({
    summary: 'The dossier of a case: one file that proves it without anybody’s server',
    description:
      'Signed actions of the case, the registry actions that bear on their signers, proofs against a cosigned ' +
      'checkpoint, and content as chosen. Anybody verifies it offline with `corridor verify FILE --trust FILE`. ' +
      'Leaves access receipts for the content that it shows.',
    tag: 'Cases',
    params: dossierParams,
    query: dossierQuery,
    body: { kind: 'none' },
    responses: {
      200: {
        description: 'The dossier, as an attachment; the same case gives the same bytes at the same checkpoint',
        mediaType: '*/*',
        headers: { 'Content-Disposition': 'attachment' },
      },
    },
    problems: [
      'DOSSIER_ACTION_UNAVAILABLE',
      'DOSSIER_TOO_LARGE',
      'DOSSIER_PAGE_NOT_BUILT',
      'LOG_BEHIND',
      'LOG_CONTRADICTED',
      'NOT_READY',
    ],
  }),
  readTrust: spec({
    summary: 'What this gateway would have you pin: ledger, founding councils, gateways',
    description:
      'A trust file for `corridor verify`. It comes from the one whom it is to check: compare it with the gateway of ' +
      'the other side, or with what the councils published, before you rely on it.',
    tag: 'Ledger',
    body: { kind: 'none' },
    responses: { 200: { description: 'The trust file', schema: trustSchema } },
    problems: ['NOT_READY'],
  }),
};

export function dossierRoutes(dossiers: DossierService): Endpoint[] {
  return [
    endpoint(
      'readDossier',
      dossierSpecs.readDossier,
    )(async ({ params: { caseId }, query, caller, route }) => {
      const { documents: named, attachments } = query;
      const documents = named === 'all' || named === 'none' ? named : named.split(',');
      const { format } = query;
      const text = await dossiers.dossier(caller, caseId, { documents, attachments, format }, route);
      return {
        status: 200,
        bytes: new TextEncoder().encode(text),
        mediaType: format === 'html' ? 'text/html; charset=utf-8' : DOSSIER_MEDIA_TYPE,
        headers: { 'Content-Disposition': `attachment; filename="${caseId.slice(2, 18)}.dossier.${format}"` },
      };
    }),
    endpoint('readTrust', dossierSpecs.readTrust)(async () => ({ status: 200, json: await dossiers.trust() })),
  ];
}
