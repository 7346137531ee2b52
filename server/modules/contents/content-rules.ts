/**
 * Which content an action names, and what that content must be. The contract sees digests only; that a digest stands for
 * a readable document of the right kind is what the gateway checks before it accepts the action.
 */
import type { ActionKindName, ActionMessage, SignedAction } from '../../../protocol/actions.ts';
import { CASE_ENVELOPE_SCHEMA_NAME, type CaseEnvelope } from '../../../protocol/documents/case-envelope.ts';
import { PARTY_PROFILE_SCHEMA_NAME, type PartyProfile } from '../../../protocol/documents/party-profile.ts';
import { allowsDocumentType } from '../../../protocol/documents/registry.ts';
import { ZERO_32 } from '../../chain/hex.ts';
import type { ErrorPlace } from '../../errors/app-error.ts';
import { type CheckedDocument, invalid } from './content-check.ts';

interface ContentRule {
  /** Field of the message that holds the root. */
  readonly field: string;
  /** Without content the action is not accepted. */
  readonly required: boolean;
}

const RULES: Partial<Readonly<Record<ActionKindName, ContentRule>>> = {
  OpenCase: { field: 'envelope', required: true },
  LodgeDocument: { field: 'root', required: true },
  AmendDocument: { field: 'root', required: true },
  RecordEvents: { field: 'root', required: false },
  DecideClearance: { field: 'conditions', required: true },
  // the first parties of a jurisdiction are enrolled before anybody can sign in and upload
  EnrolParty: { field: 'profile', required: false },
};

/** Root that an action names content by, and whether that content must come with it; undefined if it names none. */
export function contentNeed({ kind, message }: SignedAction): { root: string; required: boolean } | undefined {
  const rule = RULES[kind];
  if (rule === undefined) return undefined;
  const root = String(message[rule.field]);
  return root === ZERO_32 ? undefined : { root, required: rule.required };
}

/**
 * Holds a document against the action that names it.
 * @param lodgedType UNTDID 1001 type that the document was lodged under, where the action does not say it itself
 * @throws {AppError} CONTENT_INVALID
 */
export function checkContentFits(
  action: Pick<SignedAction, 'kind' | 'message'>,
  checked: CheckedDocument,
  lodgedType: number | undefined,
): void {
  const errors = faults(action, checked, lodgedType);
  if (errors.length > 0) throw invalid(errors);
}

function faults(
  { kind, message }: Pick<SignedAction, 'kind' | 'message'>,
  checked: CheckedDocument,
  lodgedType: number | undefined,
): ErrorPlace[] {
  switch (kind) {
    case 'OpenCase':
      return envelopeFaults(message, checked);
    case 'EnrolParty':
      return profileFaults(message, checked);
    case 'LodgeDocument':
      return typeFaults(checked, Number(message['documentType']));
    case 'AmendDocument':
      return lodgedType === undefined ? [] : typeFaults(checked, lodgedType);
    case 'RecordEvents':
      return schemaFaults(checked, 'corridor/tracking-events/1');
    case 'DecideClearance':
      return schemaFaults(checked, 'corridor/decision/1');
    default:
      return [];
  }
}

function schemaFaults({ schema }: CheckedDocument, name: string): ErrorPlace[] {
  return schema.name === name ? [] : [{ detail: `A document of schema ${name} is needed here.`, pointer: '#/schema' }];
}

function typeFaults({ schema, document }: CheckedDocument, documentType: number): ErrorPlace[] {
  if (!allowsDocumentType(schema, documentType)) {
    return [{ detail: `${schema.name} is not lodged under type ${documentType}.`, pointer: '#/schema' }];
  }
  const named = (document as { documentType?: unknown }).documentType;
  if (named === undefined || named === documentType) return [];
  return [
    { detail: `The document says type ${String(named)}, the action ${documentType}.`, pointer: '#/documentType' },
  ];
}

function envelopeFaults(message: ActionMessage, checked: CheckedDocument): ErrorPlace[] {
  const wrong = schemaFaults(checked, CASE_ENVELOPE_SCHEMA_NAME);
  if (wrong.length > 0) return wrong;
  const { caseId } = checked.document as unknown as CaseEnvelope;
  return caseId === message['caseId'] ? [] : [{ detail: 'The envelope is of another case.', pointer: '#/caseId' }];
}

function profileFaults(message: ActionMessage, checked: CheckedDocument): ErrorPlace[] {
  const wrong = schemaFaults(checked, PARTY_PROFILE_SCHEMA_NAME);
  if (wrong.length > 0) return wrong;
  const profile = checked.document as unknown as PartyProfile;
  return [
    ...(profile.partyId === message['partyId']
      ? []
      : [{ detail: 'The profile is of another party.', pointer: '#/partyId' }]),
    ...(profile.jurisdiction === message['jurisdiction']
      ? []
      : [{ detail: 'The profile is of another jurisdiction.', pointer: '#/jurisdiction' }]),
  ];
}
