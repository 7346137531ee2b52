import { expect } from 'chai';
import fc from 'fast-check';
import { ACTION_KINDS, type ActionField, type ActionKind, type ActionKindName } from '../../protocol/actions.ts';
import { ACTION_LIMITS, parseSignedAction } from '../../protocol/signed-action.ts';
import transitions from '../../protocol/transitions.json' with { type: 'json' };
import { CODE_FIELDS, NO_LANE } from '../../protocol/vocabulary.ts';

const KINDS = Object.keys(ACTION_KINDS) as ActionKindName[];
const ATTACHED = ['CancelAction', 'EnrolKey', 'SetCouncil', 'SetRecovery', 'StartRecovery', 'FinishRecovery'];

function exampleOf({ name, type }: ActionField, joint: boolean): string | number | boolean {
  if (type === 'bytes32') return `0x${'ab'.repeat(32)}`;
  if (type === 'bytes8') return `0x${'cd'.repeat(8)}`;
  if (type === 'address') return `0x${'ef'.repeat(20)}`;
  if (type === 'bool') return true;
  if (type !== 'string') return 1;
  const codes = CODE_FIELDS[name]?.codes;
  if (codes !== undefined) return [...codes][0] ?? '';
  return name === 'jurisdiction' && joint ? 'ALL' : 'CN';
}

/** A well-formed action of a kind; nothing says that the ledger would apply it. */
function actionOf(kind: ActionKindName) {
  const definition: ActionKind = ACTION_KINDS[kind];
  const signature = { signer: `0x${'12'.repeat(20)}`, signature: `0x${'34'.repeat(65)}` };
  const attached = ATTACHED.includes(kind) || kind === 'EnrolJurisdiction';
  return {
    kind,
    message: Object.fromEntries(
      definition.fields.map((field) => [field.name, exampleOf(field, definition.authority === 'JOINT')]),
    ),
    signatures: definition.authority === 'ROTATION' ? [signature, signature] : [signature],
    ...(attached ? { attachment: '0x1234' } : {}),
  };
}

const errorsOf = (value: unknown) => {
  const result = parseSignedAction(value);
  return result.ok ? [] : [...new Set(result.errors.map(({ code, pointer }) => `${code} ${pointer}`))];
};

/** The action with one field of its message replaced. */
const withField = (kind: ActionKindName, name: string, value: unknown) => {
  const action = actionOf(kind);
  return { ...action, message: { ...action.message, [name]: value } };
};

describe('signed action', () => {
  for (const kind of KINDS) {
    it(`of kind ${kind} is read, and refused without any of its members`, () => {
      const action = actionOf(kind);
      expect(parseSignedAction(action)).to.deep.equal({ ok: true, action });
      for (const name of Object.keys(action.message)) {
        const { [name]: _, ...message } = action.message;
        expect(errorsOf({ ...action, message }), name).to.have.length(1);
      }
      expect(errorsOf({ ...action, message: { ...action.message, extra: 1 } })).to.deep.equal([
        'MALFORMED /message/extra',
      ]);
      expect(errorsOf({ ...action, extra: 1 })).to.deep.equal(['MALFORMED /extra']);
      expect(errorsOf({ ...action, signatures: [] })).to.deep.equal(['MALFORMED /signatures']);
    });
  }

  it('refuses an unknown code under the name that the contract has for it', () => {
    const expected: [ActionKindName, string, string][] = [
      ['DecideClearance', 'outcome', 'UNKNOWN_OUTCOME'],
      ['DecideClearance', 'reason', 'UNKNOWN_REASON'],
      ['DecideClearance', 'lane', 'UNKNOWN_LANE'],
      ['LodgeDeclaration', 'procedure', 'UNKNOWN_PROCEDURE'],
      ['OpenControl', 'control', 'UNKNOWN_CONTROL'],
      ['CloseControl', 'result', 'UNKNOWN_RESULT'],
      ['RecordEvents', 'milestone', 'UNKNOWN_MILESTONE'],
      ['EnrolParty', 'role', 'UNKNOWN_ROLE'],
      ['SetPartyStatus', 'status', 'UNKNOWN_STATUS'],
      ['SetPolicy', 'minimumLane', 'UNKNOWN_LANE'],
    ];
    for (const [kind, name, code] of expected) {
      for (const wrong of ['NO_SUCH_CODE', '', 'constructor']) {
        expect(errorsOf(withField(kind, name, wrong))).to.deep.equal([`${code} /message/${name}`]);
      }
    }
  });

  it('takes every code of the transition table', () => {
    for (const { code } of transitions.outcomes) {
      expect(errorsOf(withField('DecideClearance', 'outcome', code))).to.deep.equal([]);
    }
    for (const { code } of transitions.reasons) {
      expect(errorsOf(withField('DecideClearance', 'reason', code))).to.deep.equal([]);
    }
    expect(errorsOf(withField('DecideClearance', 'lane', NO_LANE))).to.deep.equal([]);
  });

  it('keeps the range of every integer', () => {
    const ranges: [ActionKindName, string, number][] = [
      ['SetPolicy', 'quorumRed', 255],
      ['LodgeDocument', 'documentType', 65_535],
      ['RecordEvents', 'count', 4_294_967_295],
      ['RecordEvents', 'occurredAt', Number.MAX_SAFE_INTEGER],
    ];
    for (const [kind, name, maximum] of ranges) {
      expect(errorsOf(withField(kind, name, maximum))).to.deep.equal([]);
      for (const wrong of [maximum + 1, -1, 0.5, '1', null]) {
        expect(errorsOf(withField(kind, name, wrong)), `${name} ${String(wrong)}`).to.deep.equal([
          `MALFORMED /message/${name}`,
        ]);
      }
    }
  });

  it('keeps the length of every hex value, and writes it in lower case', () => {
    for (const wrong of [
      '0x',
      `0x${'ab'.repeat(31)}`,
      `0x${'ab'.repeat(33)}`,
      'ab'.repeat(32),
      `0x${'zz'.repeat(32)}`,
    ]) {
      expect(errorsOf(withField('OpenCase', 'caseId', wrong))).to.deep.equal(['MALFORMED /message/caseId']);
    }
    const result = parseSignedAction(withField('OpenCase', 'caseId', `0x${'AB'.repeat(32)}`));
    expect(result.ok && result.action.message.caseId).to.equal(`0x${'ab'.repeat(32)}`);
  });

  it('keeps the limits of the contract', () => {
    const council = actionOf('SetCouncil');
    const [one] = council.signatures;
    const signatures = (count: number) => Array.from({ length: count }, () => one);
    expect(errorsOf({ ...council, signatures: signatures(ACTION_LIMITS.maxSignatures) })).to.deep.equal([]);
    expect(errorsOf({ ...council, signatures: signatures(ACTION_LIMITS.maxSignatures + 1) })).to.deep.equal([
      'MALFORMED /signatures',
    ]);
    expect(errorsOf({ ...actionOf('OpenCase'), signatures: signatures(2) })).to.deep.equal(['MALFORMED /signatures']);
    expect(errorsOf({ ...actionOf('RotateKey'), signatures: signatures(1) })).to.deep.equal(['MALFORMED /signatures']);
    expect(errorsOf({ ...council, attachment: `0x${'00'.repeat(1_025)}` })).to.not.deep.equal([]);
    expect(errorsOf({ ...council, attachment: undefined })).to.deep.equal(['MALFORMED /attachment']);
    expect(errorsOf({ ...actionOf('OpenCase'), attachment: '0x' })).to.deep.equal([]);
    expect(errorsOf({ ...actionOf('OpenCase'), attachment: '0x00' })).to.deep.equal(['MALFORMED /attachment']);
  });

  it('names the actor of a joint action, and a jurisdiction elsewhere', () => {
    expect(errorsOf(withField('Supersede', 'jurisdiction', 'CN'))).to.deep.equal(['MALFORMED /message/jurisdiction']);
    expect(errorsOf(withField('SetCouncil', 'jurisdiction', 'ALL'))).to.deep.equal(['MALFORMED /message/jurisdiction']);
  });

  it('is never made of garbage, nor by a throw', () => {
    fc.assert(fc.property(fc.anything(), (garbage) => !parseSignedAction(garbage).ok));
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.anything(), fc.anything(), (kind, message, signatures) => {
        expect(parseSignedAction({ kind, message, signatures }).ok).to.equal(false);
      }),
    );
  });
});
