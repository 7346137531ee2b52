/** Wire format of cases. */
import { z } from 'zod';
import transitions from '../../../protocol/transitions.json' with { type: 'json' };
import { nextCursorSchema, pageQuery } from '../../http/pagination.ts';
import { hexSchema, instantSchema, sha256Schema } from '../../http/wire-schemas.ts';
import { fileSchema } from '../actions/actions.schemas.ts';
import { WAITS, type WaitName } from '../projection/waiting.ts';

const codesOf = (table: readonly { readonly code: string }[]) =>
  z.enum(table.map(({ code }) => code) as [string, ...string[]]);

const partyId = hexSchema(8, 'Party');
const operatorId = hexSchema(8, 'Human who signed');
const keyId = hexSchema(32, 'Key that signed');
const sequence = z.int().meta({ description: 'Place among all applied actions' });
const root = hexSchema(32, 'Root of a document version');
const lane = codesOf(transitions.lanes).nullable().meta({ description: 'Null until one is assigned' });
const state = codesOf(transitions.states);
const instant = (description: string) => instantSchema(description).nullable();

export const caseParams = z.object({ caseId: hexSchema(32, 'Case') });
export const documentParams = z.object({ caseId: hexSchema(32, 'Case'), documentId: hexSchema(32, 'Document') });
export const documentQuery = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Number of the version; the newest if absent' }),
});
export const timelineQuery = z.strictObject(pageQuery);
export const casesQuery = z.strictObject({
  ...pageQuery,
  ucr: z.string().max(35).optional().meta({ description: 'Unique consignment reference' }),
  state: state.optional().meta({ description: 'A declaration of the case is in this state' }),
  waitingOn: z
    .union([z.literal('me'), partyId])
    .optional()
    .meta({ description: 'The case waits for this party; `me` is the own one' }),
});

const waitSchema = z
  .object({
    what: z.enum(Object.keys(WAITS) as [WaitName, ...WaitName[]]),
    declarationId: hexSchema(32, 'Declaration').nullable(),
    documentId: hexSchema(32, 'Document').nullable(),
    controlId: hexSchema(32, 'Control').nullable(),
    on: z.object({ partyId: partyId.nullable(), role: z.string().nullable(), jurisdiction: z.string().nullable() }),
    have: z.int().nullable().meta({ description: 'Votes or endorsements there are' }),
    need: z.int().nullable().meta({ description: 'Votes or endorsements it takes' }),
    dueBy: instant('When it is due'),
    since: instantSchema('Since when'),
  })
  .meta({ id: 'Wait' });

const headShape = {
  caseId: hexSchema(32, 'Case'),
  ucr: z.string().nullable().meta({ description: 'Null if this gateway does not hold the envelope' }),
  envelope: z.object({ root, known: z.boolean() }),
  openedBy: partyId,
  openedAt: instantSchema('Block time'),
  head: hexSchema(32, 'Hash chain over the actions of the case'),
  lastSequence: sequence,
  lastAt: instantSchema('Block time of the last action'),
};

export const caseSummarySchema = z
  .object({
    ...headShape,
    documents: z.int(),
    declarations: z.array(
      z.object({
        declarationId: hexSchema(32, 'Declaration'),
        procedure: codesOf(transitions.procedures),
        jurisdiction: z.string(),
        office: partyId,
        state,
        shownAs: z.string(),
        lane,
      }),
    ),
    waitingFor: z.array(waitSchema),
  })
  .meta({ id: 'CaseSummary' });

export const casesSchema = z.object({ items: z.array(caseSummarySchema), nextCursor: nextCursorSchema });

const endorsementSchema = z.object({
  partyId,
  operatorId,
  keyId,
  sequence,
  endorsedAt: instantSchema('Block time'),
  stale: z.boolean().meta({ description: 'The version endorsed is not the newest any more, or was withdrawn' }),
});

const versionSchema = z
  .object({
    root,
    number: z.int().min(1),
    operatorId,
    keyId,
    sequence,
    lodgedAt: instantSchema('Block time'),
    amendReason: z.string().nullable(),
    supersededBy: root.nullable(),
    supersededAt: instant('Block time'),
    withdrawnAt: instant('Block time'),
    withdrawReason: z.string().nullable(),
    endorsements: z.array(endorsementSchema),
  })
  .meta({ id: 'DocumentVersion' });

const documentHead = {
  documentId: hexSchema(32, 'Document'),
  documentType: z.int().meta({ description: 'UNTDID 1001' }),
  partyId,
  currentRoot: root,
  withdrawn: z.boolean(),
  lodgedAt: instantSchema('Block time'),
};

const controlSchema = z.object({
  controlId: hexSchema(32, 'Control'),
  control: codesOf(transitions.controls),
  authority: partyId,
  operatorId,
  reason: z.string(),
  dueBy: instant('When it is due'),
  openedAt: instantSchema('Block time'),
  open: z.boolean(),
  result: codesOf(transitions.results).nullable(),
  closeReason: z.string().nullable(),
  closedBy: operatorId.nullable(),
  closedAt: instant('Block time'),
});

const decisionSchema = z.object({
  sequence,
  outcome: codesOf(transitions.outcomes),
  reason: z.string(),
  lane,
  state,
  validUntil: instant('End of a conditional release'),
  conditions: hexSchema(32, 'Digest of its conditions').nullable(),
  documentId: hexSchema(32, 'Document that the decision rests on').nullable(),
  root: root.nullable(),
  partyId,
  operatorId,
  keyId,
  decidedAt: instantSchema('Block time'),
});

const voteSchema = z.object({
  sequence,
  proposalId: hexSchema(32, 'Hash of the decision and the head seen'),
  outcome: codesOf(transitions.outcomes),
  votes: z.int(),
  quorum: z.int(),
  partyId,
  operatorId,
  keyId,
  votedAt: instantSchema('Block time'),
  open: z.boolean().meta({ description: 'More votes can still make it effective' }),
});

const declarationSchema = z
  .object({
    declarationId: hexSchema(32, 'Declaration'),
    partyId,
    operatorId,
    office: partyId,
    jurisdiction: z.string(),
    procedure: codesOf(transitions.procedures),
    version: z.int().min(1),
    state,
    shownAs: z.string().meta({ description: 'State as people see it: an open hold or control stands before it' }),
    stateSince: instantSchema('Block time'),
    lane,
    head: hexSchema(32, 'What a decision names as `expected`'),
    documentId: hexSchema(32, 'Document declared'),
    root,
    validUntil: instant('End of a conditional release'),
    conditions: hexSchema(32, 'Digest of its conditions').nullable(),
    lodgedAt: instantSchema('Block time'),
    policy: z.object({
      quorumGreen: z.int(),
      quorumYellow: z.int(),
      quorumOrange: z.int(),
      quorumRed: z.int(),
      minimumEndorsements: z.int(),
      minimumLane: lane,
      arrivalRequired: z.boolean(),
    }),
    controls: z.array(controlSchema),
    decisions: z.array(decisionSchema),
    votes: z.array(voteSchema),
  })
  .meta({ id: 'Declaration' });

const trackingSchema = z.object({
  sequence,
  milestone: codesOf(transitions.milestones),
  occurredAt: instantSchema('As the signer claims'),
  recordedAt: instantSchema('Block time'),
  root,
  count: z.int(),
  partyId,
  operatorId,
  keyId,
  jurisdiction: z.string(),
});

export const caseSchema = z
  .object({
    ...headShape,
    parties: z.array(z.object({ partyId, why: z.array(z.enum(['OPENER', 'ADDRESSED', 'OFFICE', 'LODGER'])) })),
    jurisdictions: z.array(z.string()),
    documents: z.array(z.object({ ...documentHead, versions: z.array(versionSchema) }).meta({ id: 'Document' })),
    declarations: z.array(declarationSchema),
    tracking: z.array(trackingSchema),
    waitingFor: z.array(waitSchema),
    pending: z
      .array(
        z.object({
          digest: hexSchema(32, 'Action'),
          kind: z.string(),
          status: z.enum(['ACCEPTED', 'SENT', 'ANCHORED', 'REJECTED', 'QUARANTINED']),
          acceptedAt: instantSchema('When this gateway accepted it'),
        }),
      )
      .meta({ description: 'Actions of the case that are on their way to the chain' }),
  })
  .meta({ id: 'Case' });

export const timelineEntrySchema = z
  .object({
    sequence,
    digest: hexSchema(32, 'Action'),
    kind: z.string(),
    signedAt: instantSchema('As the signer claims'),
    anchoredAt: instantSchema('Block time'),
    partyId,
    operatorId,
    keyId,
    summary: z.string(),
    events: z.array(z.object({ name: z.string(), args: z.record(z.string(), z.unknown()) })),
    blockNumber: z.int(),
    blockHash: hexSchema(32, 'Block'),
    txHash: hexSchema(32, 'Transaction'),
  })
  .meta({ id: 'TimelineEntry' });

export const timelineSchema = z.object({ items: z.array(timelineEntrySchema), nextCursor: nextCursorSchema });

export const documentSchema = z
  .object({
    ...documentHead,
    caseId: hexSchema(32, 'Case'),
    version: versionSchema,
    content: z
      .object({
        schema: z.string(),
        document: z.unknown().meta({ description: 'Canonical document' }),
        documentSha256: sha256Schema('Of the canonical document'),
        secret: sha256Schema('Secret of this version’s salts; whoever has it can confirm guesses, so keep it'),
        files: z.array(fileSchema),
      })
      .nullable()
      .meta({ description: 'Null if this gateway does not hold it' }),
  })
  .meta({ id: 'DocumentContent' });

export const receiptsSchema = z.object({
  items: z.array(
    z
      .object({
        id: z.int(),
        caseId: hexSchema(32, 'Case').nullable(),
        documentId: hexSchema(32, 'Document').nullable(),
        root: root.nullable(),
        sha256: sha256Schema('Of the bytes read'),
        readerKey: keyId.nullable(),
        readerParty: partyId.nullable(),
        gateway: z.string().nullable().meta({
          description: 'Name of the other gateway; null where a person read, whom the two fields before name',
        }),
        exchange: z
          .enum(['GIVEN', 'RECEIVED'])
          .nullable()
          .meta({ description: 'Whether the other gateway was given the bytes, or this one received them from it' }),
        route: z.string(),
        readAt: instantSchema('When'),
      })
      .meta({ id: 'AccessReceipt' }),
  ),
  nextCursor: nextCursorSchema,
});
