/** Reads a file that a broker has, says what is wrong with it, and what would be signed. Stores nothing. */

import { createHash } from 'node:crypto';
import {
  type ActionMessage,
  actionDigest,
  documentIdOf,
  type LedgerDomain,
  typedDataDomain,
  typedDataTypes,
} from '../../../protocol/actions.ts';
import { documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import type { AttachedFile } from '../../../protocol/disclosure/leaves.ts';
import { documentSchema } from '../../../protocol/documents/registry.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { CORRIDOR_JSON_MAPPING } from '../../formats/json/read-json.ts';
import type { ReadItem } from '../../formats/reading.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import type { Intake, IntakeItem, IntakeQuery } from './intake.schemas.ts';
import { readOrRefuse } from './read-or-refuse.ts';

/** Time within which the typed data may be applied, seconds; the contracts allow three times as much. */
const LIFE_SECONDS = 24 * 60 * 60;

export interface IntakeInput extends IntakeQuery {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** hex, 32 bytes */
  readonly secret: string | undefined;
}

export interface IntakeService {
  /** @throws {AppError} INTAKE_…, BODY_TOO_LARGE @throws {JsonError} for JSON outside the strict profile */
  read(input: IntakeInput): Intake;
}

export function createIntakeService({ domain, clock }: { domain: LedgerDomain; clock: Clock }): IntakeService {
  return {
    read(input) {
      const { format, sha256, mediaType, fileName, findings, items } = readOrRefuse(input);
      const source = { sha256, mediaType, ...(fileName === undefined ? {} : { fileName }) };
      return {
        format,
        source: { ...source, sizeBytes: input.bytes.length },
        findings: [...findings],
        items: items.map((item, index) => {
          const secret = index + 1 === input.item ? input.secret : undefined;
          return answerItem(item, { ...input, secret }, domain, clock);
        }),
      };
    },
  };
}

/** One message, with what is to be signed if a secret is given for it. */
function answerItem(item: ReadItem, input: IntakeInput, domain: LedgerDomain, clock: Clock): IntakeItem {
  const document = item.document as unknown as JsonValue;
  const documentType = documentTypeOf(document);
  const files = filesOf(item, input);
  const root = rootOf(item.schema, document, files, input.secret);
  const { caseId, partyId } = input;
  return {
    kind: item.kind,
    reference: item.reference,
    mapping: item.source.mapping,
    mappingVersion: item.source.mappingVersion,
    schema: item.schema,
    documentType,
    document,
    canonicalSha256: createHash('sha256').update(canonicalJson(document)).digest('hex'),
    files: [...files],
    findings: [...item.findings],
    unmapped: item.unmapped.map((each) => ({ ...each })),
    root,
    documentId: root === null || !caseId || !partyId ? null : documentIdOf(caseId, partyId, root),
    ...signing(domain, clock, input, documentType, root),
  };
}

/** A foreign file belongs to the document as it came; a file that is the document itself does not. */
function filesOf({ source }: ReadItem, { fileName }: IntakeInput): readonly AttachedFile[] {
  if (source.mapping === CORRIDOR_JSON_MAPPING) return [];
  return [
    {
      name: fileName ?? `${source.sha256}.${source.format.toLowerCase()}`,
      mediaType: source.mediaType,
      sha256: source.sha256,
    },
  ];
}

function documentTypeOf(document: JsonValue): number | null {
  const { documentType } = document as { documentType?: unknown };
  return typeof documentType === 'number' ? documentType : null;
}

function rootOf(
  schema: string,
  document: JsonValue,
  files: readonly AttachedFile[],
  secret: string | undefined,
): string | null {
  if (secret === undefined) return null;
  return documentRoot(document, files, secret.slice(2), documentSchema(schema)?.sectionPointer);
}

function signing(
  domain: LedgerDomain,
  clock: Clock,
  { caseId, keyId }: IntakeInput,
  documentType: number | null,
  root: string | null,
): Pick<IntakeItem, 'typedData' | 'digest'> {
  if (root === null || documentType === null || caseId === undefined || keyId === undefined) {
    return { typedData: null, digest: null };
  }
  const signedAt = unixSeconds(clock);
  const message: ActionMessage = {
    ledgerId: domain.ledgerId,
    keyId,
    signedAt,
    notBefore: 0,
    deadline: signedAt + LIFE_SECONDS,
    caseId,
    documentType,
    root,
  };
  const { chainId, verifyingContract } = domain;
  const { name, version } = typedDataDomain(domain);
  return {
    typedData: {
      domain: { name: String(name), version: String(version), chainId, verifyingContract },
      types: typedDataTypes('LodgeDocument'),
      primaryType: 'LodgeDocument',
      message,
    },
    digest: actionDigest(domain, 'LodgeDocument', message),
  };
}
