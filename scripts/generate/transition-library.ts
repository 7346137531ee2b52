/**
 * `contracts/generated/Transitions.sol`: code lookups by hash, what an outcome needs, reasons by use.
 * @see protocol/transitions.json, the source
 */
import { id as keccakOfText } from 'ethers';
import { bitmap, rowLookup, solidityHeader } from './solidity.ts';
import { type CodeEntry, idOf, purposesOf, type TransitionTable } from './transition-table.ts';

/** A list of codes: function that looks one up, what its constants begin with, whether constants are needed at all. */
interface Lookup {
  readonly list: readonly CodeEntry[];
  readonly functionName: string;
  readonly constantPrefix?: string;
}

function lookupsOf(table: TransitionTable): Lookup[] {
  return [
    { list: table.procedures, functionName: 'procedureId', constantPrefix: 'PROCEDURE' },
    { list: table.outcomes, functionName: 'outcomeId', constantPrefix: 'OUTCOME' },
    { list: table.lanes, functionName: 'laneId', constantPrefix: 'LANE' },
    { list: table.controls, functionName: 'controlTypeId', constantPrefix: 'CONTROL' },
    { list: table.results, functionName: 'resultId' },
    { list: table.milestones, functionName: 'milestoneId', constantPrefix: 'MILESTONE' },
    { list: table.roles, functionName: 'roleId', constantPrefix: 'ROLE' },
    { list: table.partyStatuses, functionName: 'partyStatusId', constantPrefix: 'STATUS' },
    { list: table.reasons, functionName: 'reasonId' },
  ];
}

/** Up to this many codes are compared one after the other; longer lists are halved first, by the hash's leading bits. */
const LINEAR = 4;

/** Leading bits of a hash that tell codes apart well enough to halve a list: short constants keep the contract small. */
const PIVOT_BITS = 16;

/** First bits of a hash as a hexadecimal literal. */
const leadingBits = (hash: string): string => hash.slice(0, 2 + PIVOT_BITS / 4);

interface Hashed {
  readonly code: string;
  readonly id: number;
  readonly hash: string;
}

function searchLines(sorted: readonly Hashed[], indent: string): string[] {
  if (sorted.length > LINEAR) {
    const middle = sorted.length >> 1;
    const [below, pivot] = [sorted[middle - 1] as Hashed, sorted[middle] as Hashed];
    if (leadingBits(below.hash) === leadingBits(pivot.hash)) throw new RangeError(`no pivot before ${pivot.code}`);
    return [
      `${indent}if (leading < ${leadingBits(pivot.hash)}) {`,
      ...searchLines(sorted.slice(0, middle), `${indent}    `),
      `${indent}}`,
      ...searchLines(sorted.slice(middle), indent),
    ];
  }
  const comparisons = sorted.flatMap(({ code, id, hash }) => [
    `${indent}// ${code}`,
    `${indent}if (codeHash == ${hash}) return ${id};`,
  ]);
  return [...comparisons, `${indent}return 0;`];
}

function lookupFunction({ list, functionName }: Lookup): string[] {
  const sorted = list
    .map(({ code, id }) => ({ code, id, hash: keccakOfText(code) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return [
    '',
    '    /// @notice Id of a code by its keccak256, zero if unknown.',
    `    function ${functionName}(bytes32 codeHash) internal pure returns (uint8) {`,
    ...(sorted.length > LINEAR ? [`        uint256 leading = uint256(codeHash) >> ${256 - PIVOT_BITS};`] : []),
    ...searchLines(sorted, '        '),
    '    }',
  ];
}

function constants(table: TransitionTable): string[] {
  const named = (prefix: string, list: readonly CodeEntry[]): string[] => [
    ...list.map(({ code, id }) => `    uint8 internal constant ${prefix}_${code} = ${id};`),
    '',
  ];
  const purposes = purposesOf(table).filter(({ code }) => !table.outcomes.some((outcome) => outcome.code === code));
  return [
    ...named('STATE', table.states),
    ...lookupsOf(table).flatMap(({ constantPrefix, list }) => (constantPrefix ? named(constantPrefix, list) : [])),
    '    /// @dev Uses of a reason beside the outcomes, which stand under their own ids.',
    ...named('PURPOSE', purposes),
    '    /// @dev Lane word that leaves the lane as it is.',
    `    bytes32 internal constant LANE_UNCHANGED = ${keccakOfText('NONE')};`,
    '    /// @dev Bit n: controls may be opened in state n.',
    `    uint256 private constant CONTROL_STATES = ${bitmap(table.states.filter((s) => s.controls).map((s) => s.id))};`,
    '    /// @dev Bit n: a party with role n takes part in cases; auditors only read.',
    `    uint256 internal constant PARTICIPANT_ROLES = ${bitmap(table.roles.filter((r) => r.code !== 'AUDITOR').map((r) => r.id))};`,
  ];
}

/** Bits 0-15 states it may follow, 16-23 procedures, 24-31 next state, 32 sets the lane, 33 quorum, 34 releases. */
function ruleOf(table: TransitionTable, outcome: TransitionTable['outcomes'][number]): bigint {
  const from = outcome.from.map((code) => idOf(table.states, code));
  const procedures = outcome.procedures.map((code) => idOf(table.procedures, code));
  let rule =
    BigInt(bitmap(from)) | (BigInt(bitmap(procedures)) << 16n) | (BigInt(idOf(table.states, outcome.to)) << 24n);
  if (outcome.setsLane) rule |= 1n << 32n;
  if (outcome.quorum) rule |= 1n << 33n;
  if (outcome.releases) rule |= 1n << 34n;
  return rule;
}

const RULE_BITS = 35;

/** Rows by id, zero where no entry has the id. */
function rowsById<T extends CodeEntry>(list: readonly T[], rowOf: (entry: T) => bigint): bigint[] {
  const rows = new Array<bigint>(Math.max(...list.map(({ id }) => id)) + 1).fill(0n);
  for (const entry of list) rows[entry.id] = rowOf(entry);
  return rows;
}

function outcomeFunctions(table: TransitionTable): string[] {
  return [
    '',
    '    /// @notice What an outcome needs and does: bits 0-15 states it may follow, 16-23 procedures, 24-31 next state,',
    '    /// 32 sets the lane, 33 needs the quorum of the lane, 34 releases. Zero if the outcome is unknown.',
    '    function outcomeRule(uint8 outcome) internal pure returns (uint256) {',
    ...rowLookup(
      rowsById(table.outcomes, (outcome) => ruleOf(table, outcome)),
      RULE_BITS,
      'outcome',
    ),
    '    }',
    '',
    '    /// @notice Whether an outcome may follow a state under a procedure.',
    '    function allows(uint256 rule, uint8 state, uint8 procedure) internal pure returns (bool) {',
    '        return (rule >> state) & (rule >> (16 + uint256(procedure))) & 1 == 1;',
    '    }',
    '',
    '    /// @notice State after an outcome.',
    '    function nextState(uint256 rule) internal pure returns (uint8) {',
    '        return uint8(rule >> 24);',
    '    }',
    '',
    '    /// @notice Whether the outcome assigns a lane.',
    '    function setsLane(uint256 rule) internal pure returns (bool) {',
    '        return (rule >> 32) & 1 == 1;',
    '    }',
    '',
    '    /// @notice Whether the outcome needs as many operators as the policy asks for its lane.',
    '    function needsQuorum(uint256 rule) internal pure returns (bool) {',
    '        return (rule >> 33) & 1 == 1;',
    '    }',
    '',
    '    /// @notice Whether the outcome puts goods at disposal or lets them go on in transit.',
    '    function releases(uint256 rule) internal pure returns (bool) {',
    '        return (rule >> 34) & 1 == 1;',
    '    }',
  ];
}

function stateFunctions(table: TransitionTable): string[] {
  return [
    '',
    '    /// @notice State after an amendment, zero if the state allows none.',
    '    function stateAfterAmendment(uint8 state) internal pure returns (uint8) {',
    ...Object.entries(table.amendments).map(([from, to]) => `        if (state == STATE_${from}) return STATE_${to};`),
    '        return 0;',
    '    }',
    '',
    '    /// @notice Whether controls may be opened in a state.',
    '    function allowsControls(uint8 state) internal pure returns (bool) {',
    '        return (CONTROL_STATES >> state) & 1 == 1;',
    '    }',
  ];
}

function reasonFunctions(table: TransitionTable): string[] {
  const reasonsFor = (code: string): bigint =>
    BigInt(bitmap(table.reasons.filter((reason) => reason.for.includes(code)).map((reason) => reason.id)));
  const rows = rowsById(purposesOf(table), ({ code }) => reasonsFor(code));
  const bits = Math.max(...table.reasons.map(({ id }) => id)) + 1;
  return [
    '',
    '    /// @notice Whether a reason may be given for a use: an outcome or one of the PURPOSE constants.',
    '    function allowsReason(uint8 purpose, uint8 reason) internal pure returns (bool) {',
    '        return (reasonsFor(purpose) >> reason) & 1 == 1;',
    '    }',
    '',
    '    /// @dev Bit n: reason n may be given for the use.',
    '    function reasonsFor(uint8 purpose) private pure returns (uint256) {',
    ...rowLookup(rows, bits, 'purpose'),
    '    }',
  ];
}

/** Text of the library. */
export function renderTransitionLibrary(table: TransitionTable): string {
  return `${solidityHeader('protocol/transitions.json')}${[
    '/// @title States, outcomes, lanes, reasons and what may follow what',
    'library Transitions {',
    ...constants(table),
    ...lookupsOf(table).flatMap(lookupFunction),
    ...outcomeFunctions(table),
    ...stateFunctions(table),
    ...reasonFunctions(table),
    '}',
    '',
  ].join('\n')}`;
}
