/** Wire format of what a dossier says once it was checked. @see protocol/dossier/report.ts */
import { z } from 'zod';
import { DOSSIER_CHECKS, DOSSIER_FAULTS, type DossierCheck, type FaultCode } from '../../../protocol/dossier/faults.ts';
import { hexSchema } from '../../http/wire-schemas.ts';

const id = (description: string) => hexSchema(32, description);
const partyId = z.string().meta({ description: 'Party' });
const operatorId = z.string().meta({ description: 'Human who signed' });
const keyId = id('Key that signed');
const seconds = (description: string) => z.int().meta({ description: `${description}, unix seconds` });
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

const versionSchema = z.object({
  root: id('Root'),
  number: z.int().min(1),
  outcome: z.enum(['VALID', 'SUPERSEDED', 'WITHDRAWN']),
  supersededBy: z.string().optional(),
  withdrawnBecause: z.string().optional(),
  endorsedBy: list(partyId),
  shown: z.enum(['WHOLE', 'PART', 'NOTHING']).meta({ description: 'How much of its content the dossier shows' }),
  sequence: z.int().min(1),
});

const documentSchema = z.object({
  documentId: id('Document'),
  documentType: z.int().meta({ description: 'UNTDID 1001' }),
  partyId,
  versions: list(versionSchema),
});

const declarationSchema = z.object({
  declarationId: id('Declaration'),
  procedure: z.string(),
  officeId: z.string(),
  partyId,
  state: z.string(),
  lane: z.string().nullable(),
  version: z.int().min(1),
  documentId: id('Document'),
  root: id('Version that it rests on'),
  decidedBy: list(operatorId).meta({ description: 'Humans whose signatures the state rests on' }),
  validUntil: seconds('Until when a conditional release holds, 0 for none'),
  openControls: list(z.string()),
});

const actionSchema = z.object({
  sequence: z.int().min(1),
  digest: id('Action'),
  kind: z.string(),
  signedAt: seconds('What the signer claims'),
  anchoredAt: seconds('Time of the block'),
  keyId,
  partyId,
  operatorId,
  doubtful: z.boolean().meta({ description: 'Made after the time from which the key is doubtful' }),
});

const personSchema = z.object({
  keyId,
  partyId,
  operatorId,
  jurisdiction: z.string(),
  name: z.string().optional(),
  ended: z.object({ at: seconds('When'), because: z.string() }).optional(),
  suspectFrom: seconds('From when its signatures are doubtful').optional(),
});

const promiseSchema = z.object({
  gateway: z.string(),
  sequence: z.int().min(1),
  acceptedAt: seconds('When it was given'),
  anchoredBy: seconds('What was promised'),
  anchoredAt: seconds('What happened'),
  kept: z.boolean(),
});

export const dossierReportSchema = z
  .object({
    caseId: id('Case'),
    caseHead: z.string(),
    ledgerId: id('Ledger'),
    size: z.int().meta({ description: 'Actions in the log that the dossier is proven against' }),
    asOf: seconds('What holds is said of this time'),
    cosigners: list(z.object({ name: z.string(), time: seconds('When it cosigned') })),
    documents: list(documentSchema),
    declarations: list(declarationSchema),
    actions: list(actionSchema),
    people: list(personSchema),
    promises: list(promiseSchema),
    attachments: list(z.string()),
  })
  .meta({ id: 'DossierReport', description: 'What a dossier says; to be believed only if the outcome is VALID' });

export const dossierFaultSchema = z
  .object({
    check: z.enum(Object.keys(DOSSIER_CHECKS) as [DossierCheck, ...DossierCheck[]]),
    code: z.enum(Object.keys(DOSSIER_FAULTS) as [FaultCode, ...FaultCode[]]),
    where: z.string().meta({ description: 'RFC 6901 pointer into the dossier' }),
    params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
  })
  .meta({ id: 'DossierFault' });
