// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Kind} from "../model/ActionTable.sol";
import {codeHashes} from "../model/Codes.sol";
import {Pools} from "./Pools.sol";

/// @notice Random actions of operators that make sense more often than not.
abstract contract OperatorDrafts is Pools {
    /// @dev An action before it is signed.
    struct Draft {
        uint8 kind;
        bytes32 actor;
        /// keys that sign, in order
        bytes32[] signers;
        bytes fields;
        bytes attachment;
    }

    string private constant REASONS =
        "DOCUMENTS_IN_ORDER,RISK_LOW,AWAITING_ARRIVAL,DOCUMENT_INVALID,DOCUMENT_MISSING,DUTY_ASSESSED,DUTY_SECURED,GUARANTEE_ACCEPTED,FORMALITIES_COMPLETED,EXIT_CONFIRMED,DECLARANT_REQUEST,CARGO_CHANGED,LODGED_IN_ERROR,INTELLIGENCE,HOLD_LIFTED,SCAN_CONFORMING,KEY_LOST,UNKNOWN_ONE";
    string private constant OUTCOMES =
        "ACCEPTED_AWAITING_GOODS,ACCEPTED,RELEASED,RELEASED_CONDITIONALLY,DUTY_DUE,AMENDMENT_APPROVED,AMENDMENT_REFUSED,TRANSFER_ALLOWED,CLEARED,EXITED,REJECTED,INVALIDATED";
    string private constant LANES = "GREEN,YELLOW,ORANGE,RED,RED,RED,NONE";
    string private constant CONTROLS = "HOLD,SCAN,INSPECTION,DOCUMENTS";

    uint8 private constant ROLE_ADMINISTRATION = 1;
    uint8 private constant ROLE_OFFICE = 2;
    uint8 private constant ROLE_BROKER = 3;
    uint8 private constant ROLE_CARRIER = 4;
    uint8 private constant ROLE_TERMINAL = 5;
    uint8 private constant ROLE_AGENCY = 6;

    /// @dev One hash of a comma-separated list.
    function _code(string memory codes) internal returns (bytes32) {
        bytes32[] memory list = codeHashes(codes);
        return _chance(2) ? keccak256("NO_SUCH_CODE") : list[_roll(list.length)];
    }

    /// @dev A reason for a purpose, if the dice find one.
    function _reasonFor(bytes32 purpose) internal returns (bytes32 reason) {
        bytes32[] memory list = codeHashes(REASONS);
        bool any = _chance(5);
        for (uint256 i = 0; i < 30; i++) {
            reason = list[_roll(list.length)];
            if (any || model.isReasonFor(reason, purpose)) return reason;
        }
    }

    function _by(uint8 kind, bytes32 keyId, bytes memory fields) internal pure returns (Draft memory draft) {
        draft.kind = kind;
        draft.actor = keyId;
        draft.signers = new bytes32[](1);
        draft.signers[0] = keyId;
        draft.fields = fields;
    }

    function _draftOpenCase() internal returns (Draft memory) {
        bytes32 keyId = _keyFor(_partyWith(_chance(80) ? ROLE_BROKER : ROLE_CARRIER, 0));
        bytes32 caseId = _randomWord();
        if (_chance(5)) caseId = _chance(50) ? keyId : bytes32(_anyParty());
        return _by(Kind.OPEN_CASE, keyId, abi.encode(caseId, _randomWord()));
    }

    function _draftLodgeDocument() internal returns (Draft memory) {
        bytes32 root = _chance(10) ? _anyVersion().root : _randomWord();
        bytes32 keyId = _keyFor(_chance(70) ? _partyWith(ROLE_BROKER, 0) : _anyParty());
        return _by(Kind.LODGE_DOCUMENT, keyId, abi.encode(_anyCase(), uint16(_roll(1000)), root));
    }

    function _draftAmendDocument() internal returns (Draft memory) {
        VersionRef memory ref = _anyVersion();
        bytes32 root = _chance(8) ? _anyVersion().root : _randomWord();
        bytes32 reason = _reasonFor(keccak256("AMEND_DOCUMENT"));
        bytes memory fields = abi.encode(ref.caseId, ref.documentId, ref.root, root, reason);
        return _by(Kind.AMEND_DOCUMENT, _keyFor(ref.party), fields);
    }

    function _draftWithdrawDocument() internal returns (Draft memory) {
        VersionRef memory ref = _anyVersion();
        bytes32 reason = _reasonFor(keccak256("WITHDRAW_DOCUMENT"));
        bytes memory fields = abi.encode(ref.caseId, ref.documentId, ref.root, reason);
        return _by(Kind.WITHDRAW_DOCUMENT, _keyFor(ref.party), fields);
    }

    function _draftEndorse() internal returns (Draft memory) {
        VersionRef memory ref = _anyVersion();
        bytes8 party = _chance(90) ? _anyParty() : ref.party;
        return _by(Kind.ENDORSE_DOCUMENT, _keyFor(party), abi.encode(ref.caseId, ref.documentId, ref.root));
    }

    function _draftLodgeDeclaration() internal returns (Draft memory) {
        VersionRef memory ref = _anyVersion();
        uint8 jurisdiction = model.keyOf(_keyFor(ref.party)).jurisdiction;
        bytes8 office = _partyWith(ROLE_OFFICE, _chance(92) ? jurisdiction : 0);
        bytes32 procedure = _code("EXPORT,IMPORT,IMPORT,TRANSIT");
        bytes memory fields = abi.encode(ref.caseId, procedure, office, ref.documentId, ref.root);
        return _by(Kind.LODGE_DECLARATION, _keyFor(ref.party), fields);
    }

    function _draftAmendDeclaration() internal returns (Draft memory) {
        DeclarationRef memory ref = _anyDeclaration();
        VersionRef memory version = _versionOf(ref.caseId, ref.party);
        bytes memory fields =
            abi.encode(ref.caseId, ref.declarationId, _headSeen(ref.declarationId), version.documentId, version.root);
        return _by(Kind.AMEND_DECLARATION, _keyFor(ref.party), fields);
    }

    /// @dev The head, or a stale one.
    function _headSeen(bytes32 declarationId) private returns (bytes32) {
        return _chance(6) ? declarationId : model.declarationHead(declarationId);
    }

    function _draftDecision() internal returns (Draft memory) {
        if (decisionFields.length > 0 && _chance(25)) {
            uint256 i = _index(decisionFields.length);
            return _by(Kind.DECIDE_CLEARANCE, _keyFor(decisionOffices[i]), decisionFields[i]);
        }
        DeclarationRef memory ref = _anyDeclaration();
        bytes32 outcome = _outcomeFor(ref);
        bytes memory start = abi.encode(ref.caseId, ref.declarationId, _headSeen(ref.declarationId), outcome);
        return _by(Kind.DECIDE_CLEARANCE, _keyFor(ref.office), bytes.concat(start, _decisionRest(ref.caseId, outcome)));
    }

    /// @dev An outcome that the state allows, if the dice find one; those that end a case come late.
    function _outcomeFor(DeclarationRef memory ref) private returns (bytes32 outcome) {
        bytes32[] memory list = codeHashes(OUTCOMES);
        bool any = _chance(5);
        uint256 count = _chance(15) ? list.length : list.length - 2;
        for (uint256 i = 0; i < 30; i++) {
            outcome = list[_roll(count)];
            if (any || model.isTransition(ref.caseId, ref.declarationId, outcome)) return outcome;
        }
    }

    /// @dev Reason, lane, document, root, validUntil, conditions.
    function _decisionRest(bytes32 caseId, bytes32 outcome) private returns (bytes memory) {
        bool lane = outcome == keccak256("ACCEPTED") || outcome == keccak256("ACCEPTED_AWAITING_GOODS");
        bytes32 laneHash = lane || _chance(5) ? _code(LANES) : keccak256("NONE");
        bool conditional = outcome == keccak256("RELEASED_CONDITIONALLY");
        if (_chance(3)) conditional = !conditional;
        uint256 validUntil = conditional ? clock + _roll(2 days) : 0;
        bytes32 conditions = conditional ? _randomWord() : bytes32(0);
        VersionRef memory version;
        if (_chance(85)) version = _versionOf(caseId, 0);
        bytes32 reason = _reasonFor(outcome);
        return abi.encode(reason, laneHash, version.documentId, version.root, validUntil, conditions);
    }

    function _draftOpenControl() internal returns (Draft memory) {
        DeclarationRef memory ref = _anyDeclaration();
        uint8 jurisdiction = model.keyOf(_keyFor(ref.office)).jurisdiction;
        bytes8 party = ref.office;
        if (_chance(50)) party = _partyWith(_chance(50) ? ROLE_AGENCY : ROLE_ADMINISTRATION, jurisdiction);
        bytes32 reason = _reasonFor(keccak256("OPEN_CONTROL"));
        bytes memory fields = abi.encode(ref.caseId, ref.declarationId, _code(CONTROLS), reason, clock + _roll(1 days));
        return _by(Kind.OPEN_CONTROL, _keyFor(party), fields);
    }

    function _draftCloseControl() internal returns (Draft memory) {
        ControlRef memory ref;
        if (controlRefs.length > 0) ref = controlRefs[_index(controlRefs.length)];
        bytes32 reason = _reasonFor(keccak256("CLOSE_CONTROL"));
        bytes32 result = _code("CONFORMING,DISCREPANT,LIFTED");
        bytes memory fields = abi.encode(ref.caseId, ref.declarationId, ref.controlId, result, reason);
        return _by(Kind.CLOSE_CONTROL, _keyFor(ref.authority), fields);
    }

    function _draftEvents() internal returns (Draft memory) {
        bytes32 keyId = _keyFor(_partyWith(_chance(50) ? ROLE_CARRIER : ROLE_TERMINAL, 0));
        bytes32 milestone = _code("ARRIVED,ARRIVED,GATE_IN,TRACKING");
        uint256 time = _chance(95) ? clock - _roll(1 days) : clock + _roll(600);
        bytes memory fields = abi.encode(_anyCase(), milestone, time, _randomWord(), _chance(97) ? 1 + _roll(9) : 0);
        return _by(Kind.RECORD_EVENTS, keyId, fields);
    }

    function _draftRotation() internal returns (Draft memory draft) {
        bytes32 next = _chance(85) ? _newKey(Scheme(_roll(3))) : _keyFor(_anyParty());
        draft = _by(Kind.ROTATE_KEY, _keyFor(_anyParty()), abi.encode(next));
        draft.signers = new bytes32[](2);
        (draft.signers[0], draft.signers[1]) = (draft.actor, next);
    }
}
