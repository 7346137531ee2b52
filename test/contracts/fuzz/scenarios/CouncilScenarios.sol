// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, Signature, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Scenario} from "./Scenario.sol";

/// @notice Every result that actions of councils can get.
abstract contract CouncilScenarios is Scenario {
    function test_CouncilsActWithEnoughOfTheirOwnMembers() public {
        SignedAction memory action = _resume(_fresh());
        _signAll(action, _first(model.membersOf(cn.number), 2));
        _expect(Result.UNKNOWN_JURISDICTION, action, "nowhere");
        action = _resume(ALL_COUNCILS);
        _signAll(action, _first(model.membersOf(cn.number), 2));
        _expect(Result.UNKNOWN_JURISDICTION, action, "no jurisdiction is all of them");
        bytes32[] memory members = model.membersOf(cn.number);
        action = _resume(cn.code);
        _sign(action, members[1]);
        _expect(Result.TOO_FEW_SIGNATURES, action, "one of two");
        _sign(action, members[0]);
        _expect(Result.SIGNATURES_NOT_SORTED, action, "descending");
        action = _resume(cn.code);
        _sign(action, members[1]);
        _sign(action, members[1]);
        _expect(Result.SIGNATURES_NOT_SORTED, action, "one member twice");
        action = _resume(cn.code);
        _signAll(action, model.membersOf(my.number));
        _expect(Result.NOT_COUNCIL_MEMBER, action, "the whole other council");
        action = _resume(cn.code);
        _signAll(action, _jointSigners());
        _expect(Result.NOT_COUNCIL_MEMBER, action, "enough, and one too many");
        action = _resume(cn.code);
        _signAll(action, members);
        _expect(Result.APPLIED, action, "all three");
        action = _resume(cn.code);
        _signAll(action, members);
        action.signatures[2].signature = action.signatures[1].signature;
        _expect(Result.BAD_SIGNATURE, action, "one of them forged");
    }

    function test_JointActionsNeedEveryCouncil() public {
        bytes memory fields = abi.encode(true);
        _expect(Result.APPLIED, _joint(Kind.SET_JOINT_POLICY, fields, ""), "both");
        SignedAction memory action = _unsigned(Kind.SET_JOINT_POLICY, _header(ALL_COUNCILS), fields);
        _signAll(action, model.membersOf(cn.number));
        _expect(Result.TOO_FEW_SIGNATURES, action, "one side only");
        action = _unsigned(Kind.SET_JOINT_POLICY, _header(cn.code), fields);
        _signAll(action, _jointSigners());
        _expect(Result.UNKNOWN_JURISDICTION, action, "for one jurisdiction");
        bytes32[] memory signers = _jointSigners();
        signers[0] = _newKey(Scheme.ADDRESS);
        action = _unsigned(Kind.SET_JOINT_POLICY, _header(ALL_COUNCILS), fields);
        _signAll(action, _sort(signers));
        _expect(Result.NOT_COUNCIL_MEMBER, action, "a stranger");
    }

    function test_PartiesBelongToOneCouncil() public {
        bytes8 party = _draw();
        _expect(Result.UNKNOWN_ROLE, _enrol(party, "PIRATE"), "role");
        _expect(Result.MALFORMED, _enrol(0, "BROKER"), "nobody");
        _expect(Result.APPLIED, _enrol(party, "BROKER"), "enrol");
        _expect(Result.PARTY_EXISTS, _enrol(party, "BROKER"), "again");
        _expect(Result.PARTY_EXISTS, _enrol(my.broker, "BROKER"), "the other side's");
        _expect(Result.UNKNOWN_PARTY, _role(_draw(), "BROKER"), "unknown");
        _expect(Result.WRONG_JURISDICTION, _role(my.broker, "CARRIER"), "the other side's");
        _expect(Result.UNKNOWN_ROLE, _role(party, "PIRATE"), "role");
        _expect(Result.APPLIED, _role(party, "CARRIER"), "grant");
        _expect(Result.UNKNOWN_PARTY, _status(_draw(), "SUSPENDED", "LICENCE_WITHDRAWN"), "unknown");
        _expect(Result.WRONG_JURISDICTION, _status(my.broker, "SUSPENDED", "LICENCE_WITHDRAWN"), "the other side's");
        _expect(Result.UNKNOWN_STATUS, _status(party, "HAPPY", "LICENCE_WITHDRAWN"), "status");
        _expect(Result.UNKNOWN_REASON, _status(party, "SUSPENDED", "BECAUSE"), "reason");
        _expect(Result.REASON_NOT_ALLOWED, _status(party, "SUSPENDED", "SUSPENSION_ENDED"), "reason to reinstate");
        _expect(Result.REASON_NOT_ALLOWED, _status(party, "ACTIVE", "LICENCE_WITHDRAWN"), "reason to suspend");
    }

    function test_KeysAreEnrolledOnce() public {
        bytes32 keyId = _newKey(Scheme.P256);
        bytes memory signer = _signerBytes(keyId);
        _expect(Result.UNKNOWN_PARTY, _key(keyId, _draw(), _draw(), clock + 1, signer), "party");
        _expect(Result.WRONG_JURISDICTION, _key(keyId, my.broker, _draw(), clock + 1, signer), "the other side's");
        _expect(Result.MALFORMED, _key(keyId, cn.broker, _draw(), clock + 1, hex"00"), "another signer's bytes");
        _expect(Result.KEY_EXISTS, _key(my.brokerKey, cn.broker, _draw(), clock + 1, _signerBytes(my.brokerKey)), "");
        bytes memory contractSigner = abi.encodePacked(address(this), hex"00");
        bytes32 id = keccak256(contractSigner);
        _expect(Result.SIGNER_NOT_ALLOWED, _key(id, cn.broker, _draw(), clock + 1, contractSigner), "verifier");
        id = keccak256(new bytes(20));
        _expect(Result.SIGNER_NOT_ALLOWED, _key(id, cn.broker, _draw(), clock + 1, new bytes(20)), "zero address");
        _expect(Result.MALFORMED, _key(keyId, cn.broker, 0, clock + 1, signer), "no operator");
        _expect(Result.INVALID_TIME, _key(keyId, cn.broker, _draw(), clock, signer), "never valid");
        _expect(Result.INVALID_TIME, _key(keyId, cn.broker, _draw(), 2 ** 40, signer), "for ever");
        _expect(Result.APPLIED, _key(keyId, cn.broker, _draw(), 2 ** 40 - 1, signer), "enrol");
        _expect(Result.KEY_EXISTS, _key(keyId, cn.broker, _draw(), clock + 1, signer), "again");
        _checkPasskeyOrigins();
    }

    function _checkPasskeyOrigins() private {
        uint16[9] memory lengths = [20, 83, 84, 85, 123, 124, 200, 316, 317];
        for (uint256 i = 0; i < lengths.length; i++) {
            _tryLength(passkeyVerifier, lengths[i]);
            _tryLength(p256Verifier, lengths[i]);
        }
        _tryLength(address(0), 20);
        _tryLength(p256Verifier, 19);
    }

    /// @dev Model and ledger must agree on every length; which are allowed stands in the rules.
    function _tryLength(address verifier, uint256 length) private {
        bytes memory signer = new bytes(length);
        bytes20 start = bytes20(verifier);
        for (uint256 i = 0; i < 20 && i < length; i++) signer[i] = start[i];
        _submit(_key(keccak256(signer), cn.broker, _draw(), clock + 1, signer));
    }

    function test_KeysAreRevokedOnceByTheirOwnCouncil() public {
        (, bytes32 keyId) = _enrolWithKey(cn.number, "BROKER");
        _expect(Result.UNKNOWN_KEY, _revoke(_fresh(), 0, "KEY_LOST"), "unknown");
        _expect(Result.WRONG_JURISDICTION, _revoke(my.brokerKey, 0, "KEY_LOST"), "the other side's");
        _expect(Result.UNKNOWN_REASON, _revoke(keyId, 0, "BECAUSE"), "reason");
        _expect(Result.REASON_NOT_ALLOWED, _revoke(keyId, 0, "DUTY_PAID"), "reason for another");
        _expect(Result.INVALID_TIME, _revoke(keyId, clock + 1, "KEY_LOST"), "suspect in the future");
        _expect(Result.APPLIED, _revoke(keyId, clock - 60, "KEY_COMPROMISED"), "revoke");
        _expect(Result.KEY_REVOKED, _revoke(keyId, clock - 60, "KEY_COMPROMISED"), "again");
    }

    function test_MemberListsMustBeSortedExclusiveAndReachable() public {
        bytes32[] memory list = _newMembers(2, Scheme.ADDRESS);
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, list, 0), "no threshold");
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, list, 3), "more than there are");
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, new bytes32[](0), 1), "nobody");
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, _newMembers(17, Scheme.ADDRESS), 1), "17");
        (list[0], list[1]) = (list[1], list[0]);
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, list, 1), "descending");
        list[1] = list[0];
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, list, 1), "one twice");
        list[1] = model.membersOf(cn.number)[0];
        _expect(Result.INVALID_COUNCIL, _seat(Kind.SET_COUNCIL, my, _sort(list), 1), "sits in the other council");
        SignedAction memory action = _seat(Kind.SET_COUNCIL, my, _newMembers(2, Scheme.ADDRESS), 1);
        action.attachment = bytes.concat(action.attachment, hex"00");
        _expect(Result.INVALID_COUNCIL, action, "not the list that was signed");
        bytes32[] memory old = model.membersOf(my.number);
        _expect(Result.APPLIED, _seat(Kind.SET_COUNCIL, my, _newMembers(16, Scheme.ADDRESS), 3), "16");
        action = _resume(my.code);
        _signAll(action, old);
        _expect(Result.NOT_COUNCIL_MEMBER, action, "the old council");
        _expect(Result.APPLIED, _seat(Kind.SET_COUNCIL, my, old, 1), "the old members again");
    }

    function test_RecoveryTakesItsTimeAndCanBeStopped() public {
        bytes32[] memory next = _newMembers(2, Scheme.ADDRESS);
        SignedAction memory action = _council(Kind.START_RECOVERY, my.number, _listFields(next, 1), abi.encodePacked(next));
        _expect(Result.NO_RECOVERY, action, "none enrolled");
        bytes32[] memory quorum = _newMembers(3, Scheme.PASSKEY);
        _expect(Result.INVALID_COUNCIL, _setRecovery(quorum, 2, 1 hours - 1), "too short");
        _expect(Result.INVALID_COUNCIL, _setRecovery(quorum, 2, 30 days + 1), "too long");
        _expect(Result.APPLIED, _setRecovery(quorum, 2, 2 hours), "enrol");
        _expect(Result.NO_RECOVERY, _recover(Kind.FINISH_RECOVERY, next, 1), "none started");
        _expect(Result.INVALID_COUNCIL, _recover(Kind.START_RECOVERY, next, 3), "threshold");
        _expect(Result.APPLIED, _recover(Kind.START_RECOVERY, next, 1), "start");
        _expect(Result.NO_RECOVERY, _recover(Kind.FINISH_RECOVERY, next, 2), "another threshold");
        _expect(Result.NO_RECOVERY, _recover(Kind.FINISH_RECOVERY, quorum, 1), "another list");
        _wait(2 hours - 1);
        _expect(Result.RECOVERY_NOT_DUE, _recover(Kind.FINISH_RECOVERY, next, 1), "a second early");
        bytes memory members = abi.encode(keccak256(abi.encodePacked(next)));
        _expect(Result.NO_RECOVERY, _council(Kind.CANCEL_RECOVERY, my.number, abi.encode(_fresh()), ""), "another");
        _expect(Result.APPLIED, _council(Kind.CANCEL_RECOVERY, my.number, members, ""), "stopped by the council");
        _wait(1);
        _expect(Result.NO_RECOVERY, _recover(Kind.FINISH_RECOVERY, next, 1), "stopped");
        _mustApply(_recover(Kind.START_RECOVERY, next, 1));
        _wait(2 hours);
        _expect(Result.APPLIED, _recover(Kind.FINISH_RECOVERY, next, 1), "finished");
        _expect(Result.APPLIED, _council(Kind.RESUME_JURISDICTION, my.number, "", ""), "new council");
        _mustApply(_recover(Kind.START_RECOVERY, quorum, 1));
        _mustApply(_seat(Kind.SET_COUNCIL, my, _newMembers(2, Scheme.PASSKEY), 1));
        _wait(2 hours);
        _expect(Result.NO_RECOVERY, _recover(Kind.FINISH_RECOVERY, quorum, 1), "a new council stops it");
    }

    function test_PausesAndPoliciesNeedValidFields() public {
        _expect(Result.UNKNOWN_REASON, _council(Kind.PAUSE_JURISDICTION, cn.number, abi.encode(_fresh()), ""), "");
        bytes memory fields = abi.encode(keccak256("DUTY_PAID"));
        _expect(Result.REASON_NOT_ALLOWED, _council(Kind.PAUSE_JURISDICTION, cn.number, fields, ""), "reason");
        _expect(Result.INVALID_POLICY, _council(Kind.SET_POLICY, cn.number, _policyFields(0, 0, "NONE", false), ""), "");
        _expect(Result.INVALID_POLICY, _council(Kind.SET_POLICY, cn.number, _policyFields(5, 0, "NONE", false), ""), "");
        _expect(Result.INVALID_POLICY, _council(Kind.SET_POLICY, cn.number, _policyFields(1, 17, "NONE", false), ""), "");
        _expect(Result.UNKNOWN_LANE, _council(Kind.SET_POLICY, cn.number, _policyFields(1, 0, "BLUE", false), ""), "");
        for (uint256 i = 0; i < 3; i++) {
            uint8[4] memory quorums = [2, 2, 2, 2];
            quorums[i + 1] = 1;
            fields = abi.encode(quorums[0], quorums[1], quorums[2], quorums[3], 0, keccak256("NONE"), false);
            _expect(Result.INVALID_POLICY, _council(Kind.SET_POLICY, cn.number, fields, ""), "decreasing");
        }
        _setPolicy(cn, abi.encode(1, 2, 3, 4, 16, keccak256("RED"), true));
        _setPolicy(cn, _defaultPolicy());
    }

    function test_JurisdictionsJoinByConsentOfAll() public {
        bytes32[] memory list = _newMembers(3, Scheme.ADDRESS);
        _expect(Result.MALFORMED, _joining("SG", "SX", list, 2), "another code");
        _expect(Result.MALFORMED, _joining("sg", "sg", list, 2), "lower case");
        _expect(Result.MALFORMED, _joining("S1", "S1", list, 2), "a digit");
        _expect(Result.JURISDICTION_EXISTS, _joining("CN", "CN", list, 2), "there already");
        _expect(Result.INVALID_COUNCIL, _joining("SG", "SG", list, 4), "threshold");
        _expect(Result.INVALID_COUNCIL, _joining("SG", "SG", model.membersOf(cn.number), 2), "another's members");
        SignedAction memory action = _joint(Kind.ENROL_JURISDICTION, abi.encode(keccak256("SG"), _fresh(), 1), hex"53");
        _expect(Result.MALFORMED, action, "half a code");
        _expect(Result.APPLIED, _joining("SG", "SG", list, 2), "joins");
        require(registry.policyOf(registry.jurisdictionOf(keccak256("SG"))).quorumRed == 2, "default policy");
    }

    /// @dev Ends the ledger for new cases; the last scenario.
    function test_AJointSuccessorEndsTheLedgerForNewCases() public {
        (bytes32 code, address next) = (address(model).codehash, address(model));
        bytes32 root = _fresh();
        uint64 last = ledger.sequence();
        _expect(Result.INVALID_SUCCESSOR, _supersede(address(0), code, last, root), "zero");
        _expect(Result.INVALID_SUCCESSOR, _supersede(address(ledger), address(ledger).codehash, last, root), "itself");
        _expect(Result.INVALID_SUCCESSOR, _supersede(next, root, last, root), "code");
        _expect(Result.INVALID_SUCCESSOR, _supersede(address(0xdead), 0, last, root), "no code");
        _expect(Result.CONFLICT, _supersede(next, code, last + 1, root), "sequence ahead");
        _expect(Result.CONFLICT, _supersede(next, code, last - 1, root), "sequence behind");
        File memory file = _accepted(cn, "EXPORT", "GREEN");
        last = ledger.sequence();
        SignedAction[] memory batch = new SignedAction[](3);
        bytes memory fields = abi.encode(_fresh(), _fresh());
        batch[0] = _act(Kind.OPEN_CASE, cn.brokerKey, fields);
        batch[1] = _supersede(next, code, last + 1, root);
        batch[2] = _act(Kind.OPEN_CASE, my.brokerKey, abi.encode(_fresh(), _fresh()));
        Result[] memory results = _submitBatch(batch);
        require(results[1] == Result.APPLIED && results[2] == Result.LEDGER_SUPERSEDED, "within one batch");
        reached |= 1 << uint256(Result.LEDGER_SUPERSEDED);
        last = ledger.sequence();
        _expect(Result.LEDGER_SUPERSEDED, _supersede(next, code, last, root), "again");
        _expect(Result.APPLIED, _decision(file, cn.officer1, _release()), "open cases finish here");
    }

    function _resume(bytes32 actor) private returns (SignedAction memory) {
        return _unsigned(Kind.RESUME_JURISDICTION, _header(actor), "");
    }

    function _enrol(bytes8 party, string memory role) private returns (SignedAction memory) {
        bytes memory fields = abi.encode(party, keccak256(bytes(role)), _fresh());
        return _council(Kind.ENROL_PARTY, cn.number, fields, "");
    }

    function _role(bytes8 party, string memory role) private returns (SignedAction memory) {
        return _council(Kind.SET_PARTY_ROLE, cn.number, abi.encode(party, keccak256(bytes(role)), true), "");
    }

    function _status(bytes8 party, string memory status, string memory reason) private returns (SignedAction memory) {
        bytes memory fields = abi.encode(party, keccak256(bytes(status)), keccak256(bytes(reason)));
        return _council(Kind.SET_PARTY_STATUS, cn.number, fields, "");
    }

    function _key(bytes32 keyId, bytes8 party, bytes8 operator, uint256 until, bytes memory signer)
        private
        returns (SignedAction memory)
    {
        return _council(Kind.ENROL_KEY, cn.number, abi.encode(keyId, party, operator, clock, until), signer);
    }

    function _revoke(bytes32 keyId, uint256 suspectFrom, string memory reason) private returns (SignedAction memory) {
        bytes memory fields = abi.encode(keyId, suspectFrom, keccak256(bytes(reason)));
        return _council(Kind.REVOKE_KEY, cn.number, fields, "");
    }

    function _listFields(bytes32[] memory list, uint8 threshold) private pure returns (bytes memory) {
        return abi.encode(keccak256(abi.encodePacked(list)), threshold);
    }

    function _seat(uint8 kind, Side memory side, bytes32[] memory list, uint8 threshold)
        private
        returns (SignedAction memory)
    {
        return _council(kind, side.number, _listFields(list, threshold), abi.encodePacked(list));
    }

    function _setRecovery(bytes32[] memory list, uint8 threshold, uint256 delay) private returns (SignedAction memory) {
        bytes memory fields = bytes.concat(_listFields(list, threshold), abi.encode(delay));
        return _council(Kind.SET_RECOVERY, my.number, fields, abi.encodePacked(list));
    }

    function _recover(uint8 kind, bytes32[] memory list, uint8 threshold) private returns (SignedAction memory) {
        return _recovery(kind, my.number, _listFields(list, threshold), abi.encodePacked(list));
    }

    function _joining(string memory signed, string memory shown, bytes32[] memory list, uint8 threshold)
        private
        returns (SignedAction memory)
    {
        bytes memory attachment = abi.encodePacked(shown, list);
        bytes32 members = keccak256(abi.encodePacked(list));
        bytes memory fields = abi.encode(keccak256(bytes(signed)), members, threshold);
        return _joint(Kind.ENROL_JURISDICTION, fields, attachment);
    }

    function _supersede(address next, bytes32 code, uint64 last, bytes32 root) private returns (SignedAction memory) {
        return _joint(Kind.SUPERSEDE, abi.encode(next, code, last, root), "");
    }
}
