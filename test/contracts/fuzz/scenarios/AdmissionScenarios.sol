// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, Signature, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Scenario} from "./Scenario.sol";

/// @notice Every result that an action can get before it is applied.
abstract contract AdmissionScenarios is Scenario {
    function test_MalformedShapesAreRefused() public {
        SignedAction memory action = _anyAction(cn.brokerKey);
        uint8[4] memory unknown = [0, 14, 36, 255];
        for (uint256 i = 0; i < unknown.length; i++) {
            action.kind = unknown[i];
            _expect(Result.MALFORMED, action, "unknown kind");
        }
        action = _anyAction(cn.brokerKey);
        action.body = bytes.concat(action.body, bytes32(0));
        _expect(Result.MALFORMED, action, "a word too many");
        action.body = "";
        _expect(Result.MALFORMED, action, "no body");
        action = _anyAction(cn.brokerKey);
        action.body = bytes.concat(action.body, hex"00");
        _expect(Result.MALFORMED, action, "a byte too many");
    }

    function test_WrongNumbersOfSignaturesAreMalformed() public {
        SignedAction memory action = _anyAction(cn.brokerKey);
        _sign(action, cn.brokerKey);
        _expect(Result.MALFORMED, action, "two on an operator's action");
        delete action.signatures;
        _expect(Result.MALFORMED, action, "none");
        bytes32 next = _newKey(Scheme.ADDRESS);
        _expect(Result.MALFORMED, _act(Kind.ROTATE_KEY, cn.brokerKey, abi.encode(next)), "one on a rotation");
        action = _council(Kind.RESUME_JURISDICTION, my.number, "", "");
        Signature[] memory signatures = new Signature[](33);
        for (uint256 i = 0; i < 33; i++) signatures[i] = action.signatures[0];
        action.signatures = signatures;
        _expect(Result.MALFORMED, action, "33");
    }

    function test_OversizedBytesAreMalformed() public {
        SignedAction memory action = _anyAction(cn.brokerKey);
        action.signatures[0].signer = new bytes(513);
        _expect(Result.MALFORMED, action, "signer");
        action = _anyAction(cn.brokerKey);
        action.signatures[0].signature = new bytes(2049);
        _expect(Result.MALFORMED, action, "signature");
        action.signatures[0].signature = new bytes(2048);
        _expect(Result.BAD_SIGNATURE, action, "longest signature");
        action = _anyAction(cn.brokerKey);
        action.attachment = hex"00";
        _expect(Result.MALFORMED, action, "attachment where none is taken");
        action = _council(Kind.SET_COUNCIL, cn.number, abi.encode(_fresh(), 1), new bytes(1025));
        _expect(Result.MALFORMED, action, "attachment too long");
        action = _council(Kind.SET_COUNCIL, cn.number, abi.encode(_fresh(), 1), new bytes(1024));
        _expect(Result.INVALID_COUNCIL, action, "longest attachment");
    }

    function test_FieldsThatDoNotFitAreMalformed() public {
        for (uint256 i = 2; i <= 4; i++) _expectTooWide(_anyAction(cn.brokerKey), i, 64);
        bytes memory fields = abi.encode(_fresh(), uint16(1), _fresh());
        _expectTooWide(_act(Kind.LODGE_DOCUMENT, cn.brokerKey, fields), 6, 16);
        fields = abi.encode(_fresh(), keccak256("ARRIVED"), clock, _fresh(), 1);
        _expectTooWide(_act(Kind.RECORD_EVENTS, cn.carrierKey, fields), 7, 64);
        _expectTooWide(_act(Kind.RECORD_EVENTS, cn.carrierKey, fields), 9, 32);
        fields = abi.encode(cn.auditor, keccak256("AUDITOR"), true);
        _expectTooWide(_council(Kind.SET_PARTY_ROLE, cn.number, fields, ""), 7, 1);
        _expectTooWide(_council(Kind.SET_COUNCIL, cn.number, abi.encode(_fresh(), 1), ""), 6, 8);
        for (uint256 i = 5; i <= 9; i++) {
            _expectTooWide(_council(Kind.SET_POLICY, cn.number, _defaultPolicy(), ""), i, 8);
        }
        _expectTooWide(_council(Kind.SET_POLICY, cn.number, _defaultPolicy(), ""), 11, 1);
        fields = abi.encode(address(1), _fresh(), 1, _fresh());
        _expectTooWide(_joint(Kind.SUPERSEDE, fields, ""), 5, 160);
        _expectTooWide(_joint(Kind.SUPERSEDE, fields, ""), 7, 64);
    }

    function test_EightByteIdsMustBePadded() public {
        bytes32 wide = bytes32(cn.auditor) | bytes32(uint256(1));
        bytes memory fields = abi.encode(wide, keccak256("AUDITOR"), true);
        _expect(Result.MALFORMED, _council(Kind.SET_PARTY_ROLE, cn.number, fields, ""), "party id");
        fields = abi.encode(_fresh(), cn.broker, bytes32(bytes8(_fresh())) | bytes32(uint256(1) << 191), 0, 1);
        _expect(Result.MALFORMED, _council(Kind.ENROL_KEY, cn.number, fields, ""), "operator id");
    }

    function test_ForeignLedgersAndTimesOutOfRangeAreRefused() public {
        Header memory header = _header(cn.brokerKey);
        header.ledgerId = _fresh();
        _expect(Result.WRONG_LEDGER, _withHeader(header), "ledger");
        header = _header(cn.brokerKey);
        header.deadline = header.signedAt - 1;
        _expect(Result.DEADLINE_TOO_FAR, _withHeader(header), "deadline before signedAt");
        header.deadline = header.signedAt + 72 hours + 1;
        _expect(Result.DEADLINE_TOO_FAR, _withHeader(header), "deadline");
        header.deadline--;
        _expect(Result.APPLIED, _withHeader(header), "longest deadline");
        header.signedAt = clock + 301;
        _expect(Result.SIGNED_IN_FUTURE, _withHeader(header), "future");
        header.signedAt--;
        _expect(Result.APPLIED, _withHeader(header), "skew");
        header.signedAt = clock - 2 hours;
        header.deadline = clock - 1;
        _expect(Result.EXPIRED, _withHeader(header), "expired");
        header.deadline++;
        _expect(Result.APPLIED, _withHeader(header), "last second");
        header = _header(cn.brokerKey);
        header.notBefore = clock + 1;
        SignedAction memory early = _withHeader(header);
        _expect(Result.NOT_YET_VALID, early, "too early");
        _wait(1);
        _expect(Result.APPLIED, early, "in time");
    }

    function test_ReplaysAreDuplicatesForEver() public {
        SignedAction memory action = _anyAction(cn.brokerPasskey);
        _expect(Result.APPLIED, action, "first");
        _expect(Result.DUPLICATE, action, "second");
        action.signatures[0].signature = hex"00";
        _expect(Result.DUPLICATE, action, "with another signature");
        _wait(80 hours);
        _expect(Result.DUPLICATE, action, "after its deadline");
    }

    function test_CancelledActionsStayCancelled() public {
        SignedAction memory target = _anyAction(cn.brokerKey);
        bytes memory shown = bytes.concat(bytes1(target.kind), target.body);
        bytes32 digest = model.digestOf(target.kind, target.body);
        _expect(Result.MALFORMED, _cancel(cn.brokerKey, digest, ""), "nothing shown");
        _expect(Result.MALFORMED, _cancel(cn.brokerKey, digest, hex"63"), "unknown kind");
        _expect(Result.MALFORMED, _cancel(cn.brokerKey, digest, hex"01"), "no body");
        _expect(Result.MALFORMED, _cancel(cn.brokerKey, _fresh(), shown), "another action");
        _expect(Result.NOT_SIGNER, _cancel(cn.broker2Key, digest, shown), "not the signer");
        _expect(Result.APPLIED, _cancel(cn.brokerKey, digest, shown), "cancel");
        _expect(Result.CANCELLED, _cancel(cn.brokerKey, digest, shown), "cancel again");
        _expect(Result.CANCELLED, target, "cancelled");
        target = _anyAction(cn.brokerKey);
        _mustApply(target);
        digest = model.digestOf(target.kind, target.body);
        shown = bytes.concat(bytes1(target.kind), target.body);
        _expect(Result.ALREADY_APPLIED, _cancel(cn.brokerKey, digest, shown), "applied");
        target = _council(Kind.RESUME_JURISDICTION, cn.number, "", "");
        digest = model.digestOf(target.kind, target.body);
        shown = bytes.concat(bytes1(target.kind), target.body);
        _expect(Result.NOT_SIGNER, _cancel(cn.brokerKey, digest, shown), "a council's action");
    }

    function test_KeysMustBeKnownValidAndUnrevoked() public {
        _expect(Result.UNKNOWN_KEY, _anyAction(_newKey(Scheme.ADDRESS)), "stranger");
        bytes32 keyId = _newKey(Scheme.ADDRESS);
        bytes memory fields = abi.encode(keyId, cn.broker, _draw(), clock + 100, clock + 200);
        _expect(Result.APPLIED, _council(Kind.ENROL_KEY, cn.number, fields, _signerBytes(keyId)), "enrol");
        SignedAction memory action = _anyAction(keyId);
        _expect(Result.KEY_NOT_YET_VALID, action, "early");
        _wait(100);
        _expect(Result.APPLIED, action, "from");
        _wait(99);
        _expect(Result.APPLIED, _anyAction(keyId), "last second");
        action = _anyAction(keyId);
        _wait(1);
        _expect(Result.KEY_EXPIRED, action, "until");
        (, keyId) = _enrolWithKey(cn.number, "BROKER");
        action = _anyAction(keyId);
        fields = abi.encode(keyId, clock, keccak256("KEY_LOST"));
        _expect(Result.APPLIED, _council(Kind.REVOKE_KEY, cn.number, fields, ""), "revoke");
        _expect(Result.KEY_REVOKED, action, "revoked");
    }

    function test_RotationNeedsBothKeys() public {
        (, bytes32 old) = _enrolWithKey(my.number, "BROKER");
        bytes32 next = _newKey(Scheme.PASSKEY);
        SignedAction memory action = _act(Kind.ROTATE_KEY, old, abi.encode(next));
        _sign(action, cn.brokerKey);
        _expect(Result.BAD_SIGNATURE, action, "second signature by another key");
        action.signatures[1] = Signature(_signerBytes(next), action.signatures[0].signature);
        _expect(Result.BAD_SIGNATURE, action, "old key signs for the new");
        action = _act(Kind.ROTATE_KEY, old, abi.encode(next));
        _sign(action, next);
        _expect(Result.APPLIED, action, "rotation");
        _expect(Result.KEY_REVOKED, _anyAction(old), "old key");
        _expect(Result.APPLIED, _anyAction(next), "new key");
        action = _act(Kind.ROTATE_KEY, next, abi.encode(cn.brokerKey));
        _sign(action, cn.brokerKey);
        _expect(Result.KEY_EXISTS, action, "onto a known key");
        action = _act(Kind.ROTATE_KEY, next, abi.encode(next));
        _sign(action, next);
        _expect(Result.KEY_EXISTS, action, "onto itself");
    }

    function test_SuspendedPartiesAndPausedJurisdictionsDoNotAct() public {
        (bytes8 party, bytes32 keyId) = _enrolWithKey(my.number, "BROKER");
        bytes memory fields = abi.encode(party, keccak256("SUSPENDED"), keccak256("LICENCE_WITHDRAWN"));
        _expect(Result.APPLIED, _council(Kind.SET_PARTY_STATUS, my.number, fields, ""), "suspend");
        _expect(Result.PARTY_SUSPENDED, _anyAction(keyId), "suspended");
        fields = abi.encode(party, keccak256("ACTIVE"), keccak256("SUSPENSION_ENDED"));
        _expect(Result.APPLIED, _council(Kind.SET_PARTY_STATUS, my.number, fields, ""), "reinstate");
        _expect(Result.APPLIED, _anyAction(keyId), "reinstated");
        fields = abi.encode(keccak256("KEY_COMPROMISED"));
        _expect(Result.APPLIED, _council(Kind.PAUSE_JURISDICTION, my.number, fields, ""), "pause");
        _expect(Result.JURISDICTION_PAUSED, _anyAction(keyId), "paused");
        _expect(Result.APPLIED, _anyAction(cn.brokerKey), "the other side");
        _expect(Result.APPLIED, _council(Kind.RESUME_JURISDICTION, my.number, "", ""), "resume");
        _expect(Result.APPLIED, _anyAction(keyId), "resumed");
        _mustApply(_council(Kind.PAUSE_JURISDICTION, my.number, fields, ""));
        _wait(24 hours - 1);
        _expect(Result.JURISDICTION_PAUSED, _anyAction(keyId), "last second of the pause");
        _wait(1);
        _expect(Result.APPLIED, _anyAction(keyId), "after the pause");
    }

    function test_ForgedSignaturesAreBad() public {
        bytes32[4] memory victims = [cn.brokerKey, cn.brokerPasskey, cn.officer1Second, cn.officer2];
        for (uint256 i = 0; i < victims.length; i++) {
            SignedAction memory action = _anyAction(victims[i]);
            bytes32 digest = model.digestOf(action.kind, action.body);
            bytes memory genuine = action.signatures[0].signature;
            action.signatures[0].signature = _rawSignature(cn.broker2Key, digest);
            _expect(Result.BAD_SIGNATURE, action, "of another key");
            action.signatures[0].signature = _rawSignature(victims[i], keccak256("login challenge"));
            _expect(Result.BAD_SIGNATURE, action, "of another digest");
            action.signatures[0].signature = "";
            _expect(Result.BAD_SIGNATURE, action, "empty");
            action.signatures[0] = Signature(_signerBytes(cn.broker2Key), genuine);
            _expect(Result.BAD_SIGNATURE, action, "another signer's name");
            action.signatures[0].signer = new bytes(20);
            _expect(Result.BAD_SIGNATURE, action, "nobody");
        }
    }

    function test_HighSignaturesAreBad() public {
        SignedAction memory action = _anyAction(cn.brokerKey);
        bytes memory signature = action.signatures[0].signature;
        (bytes32 r, bytes32 s) = abi.decode(signature, (bytes32, bytes32));
        bytes32 high = bytes32(SECP256K1_ORDER - uint256(s));
        uint8 v = uint8(signature[64]) == 27 ? 28 : 27;
        action.signatures[0].signature = abi.encodePacked(r, high, v);
        _expect(Result.BAD_SIGNATURE, action, "secp256k1");
        action = _anyAction(cn.officer1Second);
        (r, s) = abi.decode(action.signatures[0].signature, (bytes32, bytes32));
        action.signatures[0].signature = abi.encodePacked(r, P256_ORDER - uint256(s));
        _expect(Result.BAD_SIGNATURE, action, "P-256");
    }

    function test_ScarceGasLeavesActionsUnprocessed() public {
        SignedAction[] memory batch = new SignedAction[](2);
        batch[0] = _anyAction(cn.brokerKey);
        batch[1] = _anyAction(cn.brokerPasskey);
        uint64 before = ledger.sequence();
        Result[] memory results = ledger.execute{gas: 600_000}(batch);
        for (uint256 i = 0; i < 2; i++) {
            if (results[i] != Result.UNPROCESSED) revert UnexpectedResult("gas", Result.UNPROCESSED, results[i]);
        }
        require(ledger.sequence() == before, "nothing applied");
        reached |= 1 << uint256(Result.UNPROCESSED);
        _expect(Result.APPLIED, batch[0], "with enough gas");
        _expect(Result.APPLIED, batch[1], "with enough gas");
    }

    function _anyAction(bytes32 keyId) internal returns (SignedAction memory) {
        return _act(Kind.OPEN_CASE, keyId, abi.encode(_fresh(), _fresh()));
    }

    function _withHeader(Header memory header) private returns (SignedAction memory action) {
        action = _unsigned(Kind.OPEN_CASE, header, abi.encode(_fresh(), _fresh()));
        _sign(action, header.actor);
    }

    function _cancel(bytes32 keyId, bytes32 digest, bytes memory shown) private returns (SignedAction memory action) {
        action = _act(Kind.CANCEL_ACTION, keyId, abi.encode(digest));
        action.attachment = shown;
    }

    function _expectTooWide(SignedAction memory action, uint256 index, uint256 bits) private {
        _setWord(action, index, bytes32(uint256(1) << bits));
        _expect(Result.MALFORMED, action, "too wide");
    }
}
