/**
 * `contracts/generated/ActionTypes.sol`: numbers, type hashes and body shapes of the kinds of action.
 * @see protocol/actions.ts, the source
 */
import { id } from 'ethers';
import type { FieldType } from '../../protocol/abi-words.ts';
import {
  ACTION_KINDS,
  type ActionField,
  type ActionKind,
  ALL_JURISDICTIONS,
  type Authority,
  typeString,
} from '../../protocol/actions.ts';
import { bitmap, solidityHeader, upperSnake } from './solidity.ts';

/** Kinds that carry material which the body names by hash only. */
const ATTACHMENT_KINDS: readonly string[] = [
  'CancelAction',
  'EnrolKey',
  'SetCouncil',
  'SetRecovery',
  'StartRecovery',
  'FinishRecovery',
  'EnrolJurisdiction',
];

/** Width in bits of an integer-like word; 0 stands for the left-aligned bytes8; absent for words that take any value. */
const NARROW_BITS: Partial<Record<FieldType, number>> = {
  uint64: 64,
  uint32: 32,
  uint16: 16,
  uint8: 8,
  bool: 1,
  address: 160,
  bytes8: 0,
};

/** Words 2 to 4 are uint64 in every kind and checked without a table. */
const HEADER_WORDS = 5;

const KIND_NAMES = Object.keys(ACTION_KINDS) as (keyof typeof ACTION_KINDS)[];

/** Bits 0-7: number of fields; then 16 bits for each narrow field after the header: bits in the low byte, index above. */
function shapeOf(fields: readonly ActionField[]): string {
  let shape = BigInt(fields.length);
  let shift = 8n;
  fields.forEach(({ type }, index) => {
    const bits = NARROW_BITS[type];
    if (bits === undefined || index < HEADER_WORDS) return;
    shape |= BigInt((index << 8) | bits) << shift;
    shift += 16n;
  });
  if (shift > 256n) throw new RangeError('more narrow fields than a shape holds');
  return `0x${shape.toString(16)}`;
}

function kindsWith(authority: Authority): string {
  const kinds: ActionKind[] = KIND_NAMES.map((name) => ACTION_KINDS[name]);
  return bitmap(kinds.filter((kind) => kind.authority === authority).map((kind) => kind.id));
}

function constants(): string[] {
  const authorities: Authority[] = ['OPERATOR', 'ROTATION', 'COUNCIL', 'RECOVERY', 'JOINT'];
  const attachments = bitmap(KIND_NAMES.filter((n) => ATTACHMENT_KINDS.includes(n)).map((n) => ACTION_KINDS[n].id));
  return [
    ...KIND_NAMES.map((name) => `    uint8 internal constant ${upperSnake(name)} = ${ACTION_KINDS[name].id};`),
    '',
    '    /// @dev Bit n is the kind with number n.',
    ...authorities.map((name) => `    uint256 internal constant ${name}_KINDS = ${kindsWith(name)};`),
    `    uint256 internal constant ATTACHMENT_KINDS = ${attachments};`,
    '',
    '    /// @dev Actor word of an action that every council signs together.',
    `    bytes32 internal constant ALL_JURISDICTIONS = ${id(ALL_JURISDICTIONS)};`,
  ];
}

function describeCase(name: keyof typeof ACTION_KINDS): string[] {
  return [
    `        // ${typeString(name)}`,
    `        if (kind == ${upperSnake(name)}) {`,
    `            return (${id(typeString(name))}, ${shapeOf(ACTION_KINDS[name].fields)});`,
    '        }',
  ];
}

/** Kinds in the order in which they are compared: those of one operator first, and of these the longest, which cost most. */
function comparedOrder(): (keyof typeof ACTION_KINDS)[] {
  const rank = (name: keyof typeof ACTION_KINDS): number =>
    ACTION_KINDS[name].authority === 'OPERATOR' ? -ACTION_KINDS[name].fields.length : 0;
  return [...KIND_NAMES].sort((a, b) => rank(a) - rank(b));
}

/** Text of the library. */
export function renderActionTypes(): string {
  return `${solidityHeader('protocol/actions.ts')}${[
    '/// @title Kinds of action: numbers, EIP-712 type hashes, shapes of their bodies',
    '/// @dev A shape holds the number of fields in bits 0-7, then 16 bits for each narrow field that is not in the header:',
    '/// its width in bits (0 is a left-aligned bytes8) in the low byte, its index in the high byte; zero ends the list.',
    'library ActionTypes {',
    ...constants(),
    '',
    '    /// @notice Type hash and shape of a kind; both zero if the kind is unknown.',
    '    function describe(uint8 kind) internal pure returns (bytes32 typeHash, uint256 shape) {',
    ...comparedOrder().flatMap(describeCase),
    '        return (0, 0);',
    '    }',
    '}',
    '',
  ].join('\n')}`;
}
