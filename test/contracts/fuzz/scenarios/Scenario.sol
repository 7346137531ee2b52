// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Corridor} from "../world/Corridor.sol";

/// @notice Short ways to bring a case to where a test needs it, and to demand one result.
abstract contract Scenario is Corridor {
    /// @dev One declaration with the document it rests on.
    struct File {
        bytes32 caseId;
        bytes32 documentId;
        bytes32 root;
        bytes32 declarationId;
        bytes8 office;
    }

    /// @dev The choices in a decision; the rest follows from the file.
    struct Choice {
        string outcome;
        string reason;
        string lane;
        uint256 validUntil;
        bytes32 conditions;
    }

    error UnexpectedResult(string what, Result expected, Result actual);

    /// @dev Bit n: result n was asserted by some scenario.
    uint256 internal reached;
    uint256 private fresh;

    function _expect(Result expected, SignedAction memory action, string memory what) internal {
        Result actual = _submit(action);
        if (actual != expected) revert UnexpectedResult(what, expected, actual);
        reached |= 1 << uint256(expected);
    }

    /// @dev A word that was never used before.
    function _fresh() internal returns (bytes32) {
        return keccak256(abi.encode("corridor test word", ++fresh));
    }

    function _openCase(Side memory side) internal returns (bytes32 caseId) {
        caseId = _fresh();
        _mustApply(_act(Kind.OPEN_CASE, side.brokerKey, abi.encode(caseId, _fresh())));
    }

    function _lodge(bytes32 caseId, bytes32 keyId) internal returns (bytes32 documentId, bytes32 root) {
        root = _fresh();
        _mustApply(_act(Kind.LODGE_DOCUMENT, keyId, abi.encode(caseId, uint16(929), root)));
        documentId = keccak256(abi.encode(caseId, registry.keyOf(keyId).party, root));
    }

    function _lodgeFields(File memory file, string memory procedure) internal pure returns (bytes memory) {
        return abi.encode(file.caseId, keccak256(bytes(procedure)), file.office, file.documentId, file.root);
    }

    /// @dev A case with a document and a declaration of the side's broker at its office.
    function _declare(Side memory side, string memory procedure) internal returns (File memory file) {
        file.caseId = _openCase(side);
        file.office = side.office;
        (file.documentId, file.root) = _lodge(file.caseId, side.brokerKey);
        _declareAgain(side, file, procedure);
    }

    function _declareAgain(Side memory side, File memory file, string memory procedure) internal {
        SignedAction memory action = _act(Kind.LODGE_DECLARATION, side.brokerKey, _lodgeFields(file, procedure));
        _mustApply(action);
        file.declarationId = model.digestOf(action.kind, action.body);
    }

    /// @dev A declaration that was accepted in a lane.
    function _accepted(Side memory side, string memory procedure, string memory lane)
        internal
        returns (File memory file)
    {
        file = _declare(side, procedure);
        _mustApply(_decision(file, side.officer1, Choice("ACCEPTED", "RISK_LOW", lane, 0, 0)));
    }

    function _decisionFields(File memory file, Choice memory choice) internal view returns (bytes memory) {
        return bytes.concat(
            abi.encode(file.caseId, file.declarationId, model.declarationHead(file.declarationId)),
            abi.encode(keccak256(bytes(choice.outcome)), keccak256(bytes(choice.reason)), keccak256(bytes(choice.lane))),
            abi.encode(file.documentId, file.root, choice.validUntil, choice.conditions)
        );
    }

    function _decision(File memory file, bytes32 keyId, Choice memory choice) internal returns (SignedAction memory) {
        return _act(Kind.DECIDE_CLEARANCE, keyId, _decisionFields(file, choice));
    }

    function _release() internal pure returns (Choice memory) {
        return Choice("RELEASED", "DOCUMENTS_IN_ORDER", "NONE", 0, 0);
    }

    function _openControl(File memory file, bytes32 keyId, string memory control)
        internal
        returns (SignedAction memory)
    {
        bytes32 reason = keccak256("INTELLIGENCE");
        bytes memory fields = abi.encode(file.caseId, file.declarationId, keccak256(bytes(control)), reason, uint64(0));
        return _act(Kind.OPEN_CONTROL, keyId, fields);
    }

    function _closeControl(File memory file, bytes32 keyId, bytes32 controlId)
        internal
        returns (SignedAction memory)
    {
        bytes memory fields = abi.encode(
            file.caseId,
            file.declarationId,
            controlId,
            keccak256("LIFTED"),
            keccak256("HOLD_LIFTED")
        );
        return _act(Kind.CLOSE_CONTROL, keyId, fields);
    }

    function _endorse(File memory file, bytes32 keyId) internal returns (SignedAction memory) {
        return _act(Kind.ENDORSE_DOCUMENT, keyId, abi.encode(file.caseId, file.documentId, file.root));
    }

    function _arrival(bytes32 caseId, bytes32 keyId) internal returns (SignedAction memory) {
        bytes memory fields = abi.encode(caseId, keccak256("ARRIVED"), clock, _fresh(), uint32(1));
        return _act(Kind.RECORD_EVENTS, keyId, fields);
    }

    function _policyFields(uint8 quorum, uint8 endorsements, string memory lane, bool arrival)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encode(quorum, quorum, quorum, quorum, endorsements, keccak256(bytes(lane)), arrival);
    }

    function _defaultPolicy() internal pure returns (bytes memory) {
        return abi.encode(1, 1, 1, 2, 0, keccak256("NONE"), false);
    }

    function _setPolicy(Side memory side, bytes memory fields) internal {
        _mustApply(_council(Kind.SET_POLICY, side.number, fields, ""));
    }
}
