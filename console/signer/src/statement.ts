/**
 * From a request to what the person is asked: every value is decoded and recomputed here. A statement holds the digest
 * that will be signed and the words for it; nothing in it was phrased by the console.
 */
import {
  ACTION_KINDS,
  type ActionField,
  type ActionKindName,
  type ActionMessage,
  actionDigest,
} from '../../../protocol/actions.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { sessionDigest } from '../../../protocol/session.ts';
import { parseSignedAction } from '../../../protocol/signed-action.ts';
import type { SignerRefusal, SigningRequestOf } from '../../../protocol/signing-request.ts';
import { examine } from '../../../protocol/verification.ts';
import { isSimulated, type Line, memberOf, summaryOf } from './document-summary.ts';
import { isSameLedger, type StoredKey } from './key-store.ts';
import { fieldName, sentence, t, time, word } from './texts.ts';

export interface ShownDocument {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly simulated: boolean;
  /** Readable JSON. */
  readonly whole: string;
}

export interface Statement {
  readonly heading: string;
  readonly sentence: string;
  readonly lines: readonly Line[];
  readonly documents: readonly ShownDocument[];
  readonly warnings: readonly string[];
  /** What the person should know, without being stopped by it. */
  readonly notes: readonly string[];
  /** Every field as it is signed. */
  readonly raw: readonly Line[];
  /** hex, 32 bytes */
  readonly digest: string;
}

/** The request is not signed, and why. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: SignerRefusal;

  constructor(code: SignerRefusal) {
    super(code);
    this.code = code;
  }
}

/** Fields that name content, which a person must be able to see. */
const CONTENT_FIELDS = ['envelope', 'root', 'conditions'];
const TIME_FIELDS = ['signedAt', 'notBefore', 'deadline', 'validUntil', 'dueBy', 'occurredAt'];
const WORD_GROUPS: Readonly<Record<string, string>> = {
  documentType: 'documentType',
  procedure: 'procedure',
  outcome: 'outcome',
  reason: 'reason',
  lane: 'lane',
  control: 'control',
  result: 'result',
  milestone: 'milestone',
};
/** What people look at first stands first, ids last; the rest is said elsewhere or has no meaning for a person. */
const QUIET_FIELDS = new Set(['ledgerId', 'keyId', 'signedAt', 'root', 'envelope', 'expected', 'conditions']);
const rankOf = (name: string) => (WORD_GROUPS[name] !== undefined ? 0 : TIME_FIELDS.includes(name) ? 1 : 2);
const EMPTY = /^(?:0|0x0+|)$/;
const CLOCK_TOLERANCE_SECONDS = 600;

/**
 * What signing in means.
 * @param from exact origin of the window that asks
 * @throws {Refused}
 */
export function sessionStatement(request: SigningRequestOf<'SIGN_SESSION'>, key: StoredKey, from: string): Statement {
  const { ledger, session } = request;
  if (session.gatewayOrigin !== from) throw new Refused('WRONG_ORIGIN');
  if (!isSameLedger(ledger, key.ledger) || session.ledgerId !== ledger.ledgerId) throw new Refused('OTHER_LEDGER');
  const message = { ...session, keyId: key.keyId };
  return {
    heading: t('signer:session.heading'),
    sentence: t('signer:session.sentence', { origin: session.gatewayOrigin }),
    lines: [{ label: t('signer:session.until'), value: time(session.expires) }],
    documents: [],
    warnings: [],
    notes: [],
    raw: Object.entries(message).map(([name, value]) => ({ label: name, value: String(value) })),
    digest: sessionDigest(ledger, message),
  };
}

/**
 * What signing an action means.
 * @param now unix seconds
 * @throws {Refused}
 */
export function actionStatement(request: SigningRequestOf<'SIGN_ACTION'>, key: StoredKey, now: number): Statement {
  const { kind, ledger } = request;
  if (ACTION_KINDS[kind].authority !== 'OPERATOR') throw new Refused('UNSUPPORTED_KIND');
  const message = decoded(request, key.signer);
  if (!isSameLedger(ledger, key.ledger) || message['ledgerId'] !== ledger.ledgerId) throw new Refused('OTHER_LEDGER');
  if (message['keyId'] !== key.keyId) throw new Refused('UNKNOWN_KEY');
  const content = contentOf(request, message);
  return {
    heading: t('signer:action.heading'),
    sentence: sentenceOf(kind, message),
    lines: linesOf(kind, message),
    documents: content.documents,
    warnings: [...content.warnings, ...warningsOf(message, now)],
    notes: message['expected'] === undefined ? [] : [t('signer:warn.head')],
    raw: fieldsOf(kind).map(({ name }) => ({ label: name, value: String(message[name]) })),
    digest: actionDigest(ledger, kind, message),
  };
}

/** The message in its one spelling, held against the form that the contract reads. */
function decoded({ kind, message, attachment }: SigningRequestOf<'SIGN_ACTION'>, signer: string): ActionMessage {
  // only the form is looked at: the signature is what is going to be made
  const signatures = [{ signer, signature: '0x00' }];
  const parsed = parseSignedAction({ kind, message, signatures, ...(attachment === undefined ? {} : { attachment }) });
  if (!parsed.ok) throw new Refused('MALFORMED');
  return parsed.action.message;
}

function contentOf({ kind, evidence }: SigningRequestOf<'SIGN_ACTION'>, message: ActionMessage) {
  const shown = new Map<string, ShownDocument>();
  for (const given of evidence) {
    const document = given.document as JsonValue;
    const examined = examine({ document, files: given.files, secret: given.secret.replace(/^0x/, '') });
    const field = examined.ok && CONTENT_FIELDS.find((name) => message[name] === examined.root);
    // a document that the message does not name could only mislead
    if (!field || !agrees(document, message)) throw new Refused('CONTENT_MISMATCH');
    shown.set(field, {
      title: fieldName(field),
      lines: summaryOf(document, given.files),
      simulated: isSimulated(document),
      whole: JSON.stringify(document, null, 2),
    });
  }
  const unseen = fieldsOf(kind)
    .map(({ name }) => name)
    .filter((name) => CONTENT_FIELDS.includes(name) && !EMPTY.test(String(message[name])) && !shown.has(name));
  return {
    documents: [...shown.values()],
    warnings: unseen.map((name) => t('signer:warn.unseen', { field: fieldName(name) })),
  };
}

/** Whether ids that a document repeats are those of the message. */
function agrees(document: JsonValue, message: ActionMessage): boolean {
  return ['caseId', 'declarationId', 'documentType', 'outcome', 'reason'].every((name) => {
    const said = memberOf(document, name);
    return said === undefined || message[name] === undefined || said === message[name];
  });
}

function warningsOf(message: ActionMessage, now: number): string[] {
  const skew = Math.abs(Number(message['signedAt']) - now);
  return skew > CLOCK_TOLERANCE_SECONDS ? [t('signer:warn.clock')] : [];
}

function sentenceOf(kind: ActionKindName, message: ActionMessage): string {
  const words = Object.fromEntries(
    ['outcome', 'reason', 'control', 'result', 'milestone'].map((name) => [name, word(name, String(message[name]))]),
  );
  return `${word('kind', kind)}. ${sentence(kind, words)}`;
}

function linesOf(kind: ActionKindName, message: ActionMessage): Line[] {
  return fieldsOf(kind)
    .filter(({ name }) => !QUIET_FIELDS.has(name) && !EMPTY.test(String(message[name])))
    .sort((a, b) => rankOf(a.name) - rankOf(b.name))
    .map(({ name }) => ({ label: fieldName(name), value: shownValue(name, message[name]) }));
}

function shownValue(name: string, value: string | number | boolean | undefined): string {
  if (TIME_FIELDS.includes(name)) return time(Number(value));
  const group = WORD_GROUPS[name];
  return group === undefined ? String(value) : word(group, String(value));
}

function fieldsOf(kind: ActionKindName): readonly ActionField[] {
  return ACTION_KINDS[kind].fields;
}
