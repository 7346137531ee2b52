// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PartyId, Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Corridor} from "../world/Corridor.sol";

/// @notice What the random actions so far have made, and the dice. Drafts draw from these pools, so that most actions
/// concern something that exists.
abstract contract Pools is Corridor {
    struct VersionRef {
        bytes32 caseId;
        bytes32 documentId;
        bytes32 root;
        bytes8 party;
    }

    struct DeclarationRef {
        bytes32 caseId;
        bytes32 declarationId;
        bytes8 party;
        bytes8 office;
    }

    struct ControlRef {
        bytes32 caseId;
        bytes32 declarationId;
        bytes32 controlId;
        bytes8 authority;
    }

    uint256 private dice;
    bytes32[] internal cases;
    VersionRef[] internal versionRefs;
    DeclarationRef[] internal declarationRefs;
    ControlRef[] internal controlRefs;
    /// @dev Fields of decisions that were applied as votes or took effect, with the office that may repeat them.
    bytes[] internal decisionFields;
    bytes8[] internal decisionOffices;
    /// @dev Signed actions that were submitted, and ones that a relayer has kept back so far.
    bytes[] internal history;
    bytes[] internal withheld;

    function _seed(uint256 seed) internal {
        dice = uint256(keccak256(abi.encode(dice, seed)));
    }

    /// @return a number below `sides`
    function _roll(uint256 sides) internal returns (uint256) {
        dice = uint256(keccak256(abi.encode(dice)));
        return dice % sides;
    }

    function _chance(uint256 percent) internal returns (bool) {
        return _roll(100) < percent;
    }

    /// @dev Prefers what is recent.
    function _index(uint256 length) internal returns (uint256) {
        if (length > 4 && _chance(70)) return length - 1 - _roll(4);
        return _roll(length);
    }

    function _randomWord() internal returns (bytes32) {
        return keccak256(abi.encode(_roll(type(uint256).max)));
    }

    function _anyCase() internal returns (bytes32) {
        return cases.length == 0 || _chance(2) ? _randomWord() : cases[_index(cases.length)];
    }

    function _anyVersion() internal returns (VersionRef memory) {
        if (versionRefs.length == 0) return VersionRef(_anyCase(), _randomWord(), _randomWord(), 0);
        return versionRefs[_index(versionRefs.length)];
    }

    /// @dev A version of a case, if possible one that stands, of a party if one is given.
    function _versionOf(bytes32 caseId, bytes8 party) internal returns (VersionRef memory ref) {
        for (uint256 i = 0; i < 12; i++) {
            ref = _anyVersion();
            if (ref.caseId != caseId || (party != 0 && ref.party != party)) continue;
            if (i > 8 || !model.versionOf(caseId, ref.documentId, ref.root).superseded) return ref;
        }
    }

    function _anyDeclaration() internal returns (DeclarationRef memory) {
        if (declarationRefs.length == 0) return DeclarationRef(_anyCase(), _randomWord(), 0, 0);
        return declarationRefs[_index(declarationRefs.length)];
    }

    function _anyParty() internal returns (bytes8) {
        return partyIds[_roll(partyIds.length)];
    }

    /// @dev A party with a role, if the dice find one; of a jurisdiction if it is not zero.
    function _partyWith(uint8 role, uint8 jurisdiction) internal returns (bytes8 party) {
        for (uint256 i = 0; i < 20; i++) {
            party = _anyParty();
            bool fits = jurisdiction == 0 || model.partyOf(PartyId.wrap(party)).jurisdiction == jurisdiction;
            if (fits && (model.partyOf(PartyId.wrap(party)).roles >> role) & 1 == 1) return party;
        }
    }

    /// @dev A key of a party; now and then of anybody.
    function _keyFor(bytes8 party) internal returns (bytes32) {
        bytes32[] storage list = keysOf[party];
        if (list.length == 0 || _chance(8)) list = keysOf[_anyParty()];
        return list.length == 0 ? _newKey(Scheme.ADDRESS) : list[_roll(list.length)];
    }

    function _jurisdiction() internal returns (uint8) {
        return uint8(1 + _roll(_chance(90) ? 2 : model.jurisdictionCount()));
    }

    /// @dev Takes over what an applied action has made.
    function _remember(SignedAction memory action, Result result) internal {
        if (history.length < 40) history.push(abi.encode(action));
        else history[_roll(40)] = abi.encode(action);
        if (result != Result.APPLIED) return;
        bytes32 digest = model.digestOf(action.kind, action.body);
        if (action.kind == Kind.RESUME_JURISDICTION) return;
        bytes32 subject = _word(action.body, 5);
        bytes8 party = action.kind <= Kind.ROTATE_KEY ? _partyOf(_word(action.body, 1)) : bytes8(0);
        if (action.kind == Kind.OPEN_CASE) cases.push(subject);
        else if (action.kind == Kind.LODGE_DOCUMENT) _rememberDocument(subject, _word(action.body, 7), party);
        else if (action.kind == Kind.AMEND_DOCUMENT) {
            versionRefs.push(VersionRef(subject, _word(action.body, 6), _word(action.body, 8), party));
        } else if (action.kind == Kind.LODGE_DECLARATION) {
            declarationRefs.push(DeclarationRef(subject, digest, party, bytes8(_word(action.body, 7))));
        } else if (action.kind == Kind.OPEN_CONTROL) {
            controlRefs.push(ControlRef(subject, _word(action.body, 6), digest, party));
        } else if (action.kind == Kind.DECIDE_CLEARANCE) _rememberDecision(action.body, party);
        else if (action.kind == Kind.ROTATE_KEY) keysOf[party].push(subject);
        else if (action.kind == Kind.ENROL_PARTY) partyIds.push(bytes8(subject));
        else if (action.kind == Kind.ENROL_KEY) keysOf[bytes8(_word(action.body, 6))].push(subject);
    }

    function _rememberDocument(bytes32 caseId, bytes32 root, bytes8 party) private {
        versionRefs.push(VersionRef(caseId, keccak256(abi.encode(caseId, party, root)), root, party));
    }

    function _rememberDecision(bytes memory body, bytes8 office) private {
        bytes memory fields = new bytes(320);
        for (uint256 i = 0; i < 320; i++) fields[i] = body[160 + i];
        decisionFields.push(fields);
        decisionOffices.push(office);
    }

    function _partyOf(bytes32 keyId) internal view returns (bytes8) {
        return PartyId.unwrap(model.keyOf(keyId).party);
    }
}
