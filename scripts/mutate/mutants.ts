/**
 * Single edits of the contracts, each of which breaks one rule. A test suite that is worth its name fails on every one of
 * them. None is equivalent to the original: where a check has a second line behind it, the edit is made so that it shows.
 */
export interface Mutant {
  /** Path below `contracts/`. */
  readonly file: string;
  /** What the contracts do wrongly after the edit. */
  readonly says: string;
  /** Text that stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

const of =
  (file: string) =>
  (says: string, find: string, replace: string): Mutant => ({ file, says, find, replace });

/** A check that is never made; the names in it stay in use, since a warning of the compiler is an error. */
const never = (condition: string): [string, string] => [`if (${condition})`, `if (false && (${condition}))`];

const ledger = of('Ledger.sol');
const admission = of('ledger/Admission.sol');
const cases = of('ledger/Cases.sol');
const continuation = of('ledger/Continuation.sol');
const documents = of('ledger/Documents.sol');
const declarations = of('ledger/Declarations.sol');
const decisions = of('ledger/Decisions.sol');
const controls = of('ledger/Controls.sol');
const councils = of('registry/Councils.sol');
const governance = of('registry/Governance.sol');
const keys = of('registry/Keys.sol');
const parties = of('registry/Parties.sol');
const proofs = of('libraries/InclusionProof.sol');

export const MUTANTS: readonly Mutant[] = [
  ledger(
    'everything valid is a duplicate',
    'if (result == Result.UNPROCESSED) return result;',
    'if (result == Result.UNPROCESSED) return result;\n        if (result == Result.APPLIED) result = Result.DUPLICATE;',
  ),
  ledger('the sequence is not kept', '_tip.sequence = batch.sequence;', ''),
  ledger('the head of the ledger is not kept', 'ledgerHead = batch.ledgerHead;', ''),
  ledger('a refusal leaves no event', 'emit ActionRefused(signed.digest, result);', 'return result;'),
  ledger(
    'anyone cancels',
    'Bodies.actor(target) == signed.actor',
    '(Bodies.actor(target) == signed.actor || kind != 0)',
  ),
  ledger('an applied action can be cancelled', ...never('action.sequence() != 0')),
  ledger(
    'what takes a key its standing waits for the next batch',
    'if (kind > ActionTypes.CANCEL_ACTION) batch.keyId = 0;',
    '',
  ),
  ledger('the head of a key does not move', '_heads[signed.actor] = actorHead;', ''),
  ledger('the head of a case does not move', '_caseHeads[subject] = subjectHead;', ''),
  ledger('the head of a party does not move', '_heads[subject] = subjectHead;', ''),
  ledger('the successor starts one later', 'signed.sequence - 1', 'signed.sequence'),

  admission('a deadline may be 73 hours away', '72 hours', '73 hours'),
  admission('the last second before the deadline is late', 'block.timestamp > deadline', 'block.timestamp >= deadline'),
  admission('the first valid second is early', 'block.timestamp < notBefore', 'block.timestamp <= notBefore'),
  admission('the clock of a signer may run ahead', ...never('signedAt > block.timestamp + CLOCK_SKEW')),
  admission('actions of another ledger are taken', ...never('ledger != ledgerId')),
  admission('a cancelled action is applied', ...never('action.cancelled()')),
  admission('one key signs for another', ...never('keyId != signed.actor')),
  admission('the answer of a verifier means nothing', 'return valid ?', 'return valid || gasleft() > 0 ?'),
  admission('a signer brings its own verifier', ...never('!_registry.isSignerAllowed(signer)')),
  admission('the new key need not sign', 'keyIds[1] != newKeyId', 'newKeyId == 0'),
  admission(
    'the zero address signs by failing',
    'failure == ECDSA.RecoverError.NoError && recovered == account',
    '(failure == ECDSA.RecoverError.NoError || account == address(0)) && recovered == account',
  ),
  admission('scarce gas makes a signature bad', ...never('gasleft() < CHECK_GAS')),
  admission(
    'a chain that splits off keeps the domain',
    'block.chainid == _deployedChainId ?',
    'block.chainid != 0 || block.chainid == _deployedChainId ?',
  ),

  cases('a case takes the id of a key', 'headOf(caseId) != 0', '_caseHeads[caseId] != 0'),
  cases('the last arrival counts', '_arrivals[caseId][signed.by.jurisdiction()] == 0', 'count != 0'),
  cases('every milestone is an arrival', 'milestone == Transitions.MILESTONE_ARRIVED', 'milestone != 0'),
  continuation('any code succeeds', 'next.codehash != codeHash', 'codeHash == 0'),
  continuation('a ledger is superseded twice', ...never('_tip.successor != address(0)')),

  documents('a party endorses its own document', ...never('version.party == signed.by.party()')),
  documents('the second endorser is not remembered', 'version.endorsements > 1', 'version.endorsements > 2'),
  documents('an amendment leaves the old version current', 'old.superseded = true;', 'old.superseded = false;'),
  documents(
    'a release wants one endorsement more',
    'version.endorsements < minimum',
    'version.endorsements <= minimum',
  ),
  documents(
    'consignments stand in a withdrawn manifest',
    '_checkCurrent(_versions[_versionKey(caseId, documentId, root)]) != Result.APPLIED) return false',
    '!_exists(_versions[_versionKey(caseId, documentId, root)])) return false',
  ),
  proofs('a proof ends before the root', 'return last == 0 && hash == root;', 'return hash == root;'),

  declarations(
    'an office of the other side is declared to',
    ...never('terms.jurisdiction() != signed.by.jurisdiction()'),
  ),
  declarations('an amendment passes over a head', ...never('!_isHead(expected, record.headSequence)')),
  declarations('a second declarant decides', 'record.othersAmended = true;', ''),
  declarations('a quorum is one short', '& 3) + 1', '& 3)'),
  declarations('an amended release keeps its end', 'record.validUntil = 0;', ''),

  decisions('a quorum is one too many', 'votes >= quorum', 'votes > quorum'),
  decisions('the third voter votes again', '|| proposal.third == operator', ''),
  decisions('the declarant decides', 'return declarant ?', 'return declarant && office.isNoParty() ?'),
  decisions('goods are released over a hold', ...never('declaration.openHolds != 0')),
  decisions('goods are released over a control', ...never('declaration.openControls != 0')),
  decisions('a decision passes over a head', ...never('!_isHead(decision.expected, declaration.headSequence)')),
  decisions('a decision does not move the head', 'stored.headSequence = uint48(signed.sequence);', ''),
  decisions('a lane is lowered', ' || given < declaration.lane)', ')'),
  decisions('exports wait for an arrival', ' && declaration.procedure == Transitions.PROCEDURE_IMPORT', ''),
  decisions('a finished proposal keeps its votes', 'delete _proposals[proposalId];', 'proposal.votes = votes;'),

  controls('any authority lifts a hold', ...never('opened.party() != signed.by.party()')),
  controls('a control is closed twice', ...never('!record.open')),
  controls(
    'a control closes for another declaration',
    '&& record.declaration == _actions[declarationId].sequence()',
    '&& record.declaration != _actions[declarationId].sequence() * 0',
  ),
  controls(
    'a hold does not move the head',
    'declaration.headSequence = uint48(signed.sequence);\n        emit ControlOpened',
    'emit ControlOpened',
  ),

  councils('a council signs for the other side', ...never('_seatOf(keyIds[i]) != number')),
  councils(
    'a council needs one signature more',
    'keyIds.length >= _jurisdictions[number].councilThreshold',
    'keyIds.length > _jurisdictions[number].councilThreshold',
  ),
  councils('one side is enough for both', ...never('signatures[number] < _jurisdictions[number].councilThreshold')),
  councils('one member signs twice', 'if (keyIds[i - 1] >= keyIds[i])', 'if (keyIds[i - 1] > keyIds[i])'),
  councils('former members sign on', 'seat.epoch == _jurisdictions[seat.jurisdiction].councilEpoch', 'seat.epoch != 0'),
  councils('a new council leaves a recovery pending', 'delete _pendingRecoveries[number];', ''),
  governance('a recovery is due a second late', 'block.timestamp < pending.dueAt', 'block.timestamp <= pending.dueAt'),
  governance('a recovery ends with another threshold', ' || pending.threshold != threshold', ''),
  governance('a pause lasts 25 hours', '24 hours', '25 hours'),

  keys('a key lives a second longer', 'block.timestamp >= key.validUntil', 'block.timestamp > key.validUntil'),
  keys('a suspended party acts', ...never('party.suspended')),
  keys('a council revokes the other side’s keys', ...never('_parties[key.party].jurisdiction != number')),
  keys('a rotated key signs on', '_keys[oldKeyId].revokedAt = uint40(block.timestamp);', ''),
  keys('a key is enrolled again', ...never('!_keys[keyId].party.isNoParty()')),
  parties('a suspended office is declared to', ' && !record.suspended', ''),
  parties('a role is never taken away', 'roles & ~bit', 'roles'),
];
