// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../../contracts/interfaces/ILedger.sol";
import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {Result, Signature, SignedAction} from "../../../../contracts/types/Types.sol";
import {Deployment} from "./Deployment.sol";
import {ReferenceModel} from "../model/ReferenceModel.sol";
import {Signers} from "./Signers.sol";
import {vm} from "./Vm.sol";

/// @notice A deployed ledger with its reference model beside it, a clock, and the means to build and sign actions.
abstract contract World is Signers {
    /// @dev The five words that every body starts with.
    struct Header {
        bytes32 ledgerId;
        bytes32 actor;
        uint256 signedAt;
        uint256 notBefore;
        uint256 deadline;
    }

    uint256 internal constant START = 1_790_000_000;
    bytes32 internal constant ALL_COUNCILS = keccak256("ALL");
    bytes32 internal constant LEDGER_ID = keccak256("corridor test ledger");

    ILedger internal ledger;
    IRegistry internal registry;
    ReferenceModel internal model;
    /// @dev Block time; kept here because the optimiser may read `block.timestamp` once per call.
    uint256 internal clock;
    uint256 private salt;

    /// @dev Founds CN with 2 of 3 and MY with 1 of 2; CN's council has a P-256 key, MY's a passkey.
    function _deployWorld() internal {
        clock = START;
        vm.warp(clock);
        ReferenceModel.Founder[] memory founders = new ReferenceModel.Founder[](2);
        address[] memory verifiers = Deployment.verifiers();
        (p256Verifier, passkeyVerifier) = (verifiers[0], verifiers[1]);
        founders[0] = ReferenceModel.Founder("CN", 2, _newMembers(3, Scheme.P256));
        founders[1] = ReferenceModel.Founder("MY", 1, _newMembers(2, Scheme.PASSKEY));
        (ledger, registry) = Deployment.ledger(LEDGER_ID, verifiers, founders);
        model = new ReferenceModel(address(ledger), LEDGER_ID, verifiers, founders);
    }

    /// @return members sorted key ids; one is of the given scheme, the others are wallets
    function _newMembers(uint256 count, Scheme scheme) internal returns (bytes32[] memory members) {
        members = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) members[i] = _newKey(i == 0 ? scheme : Scheme.ADDRESS);
        return _sort(members);
    }

    function _wait(uint256 duration) internal {
        clock += duration;
        vm.warp(clock);
    }

    // Building

    /// @dev A header that is valid now, unique by its deadline.
    function _header(bytes32 actor) internal returns (Header memory) {
        return Header(LEDGER_ID, actor, clock, 0, clock + 12 hours + (++salt % 40 hours));
    }

    function _unsigned(uint8 kind, Header memory header, bytes memory fields)
        internal
        pure
        returns (SignedAction memory action)
    {
        action.kind = kind;
        action.body = bytes.concat(abi.encode(header), fields);
    }

    /// @dev An action of one operator key, signed by it.
    function _act(uint8 kind, bytes32 keyId, bytes memory fields) internal returns (SignedAction memory action) {
        action = _unsigned(kind, _header(keyId), fields);
        _sign(action, keyId);
    }

    /// @dev An action of a council, signed by as many members as it needs.
    function _council(uint8 kind, uint8 jurisdiction, bytes memory fields, bytes memory attachment)
        internal
        returns (SignedAction memory action)
    {
        bytes32 actor = keccak256(abi.encodePacked(registry.codeOf(jurisdiction)));
        action = _unsigned(kind, _header(actor), fields);
        action.attachment = attachment;
        _signAll(action, _first(model.membersOf(jurisdiction), model.councilOf(jurisdiction).threshold));
    }

    /// @dev An action of a recovery quorum, signed by as many members as it needs.
    function _recovery(uint8 kind, uint8 jurisdiction, bytes memory fields, bytes memory attachment)
        internal
        returns (SignedAction memory action)
    {
        action = _council(kind, jurisdiction, fields, attachment);
        delete action.signatures;
        _signAll(action, _first(model.recoveryMembersOf(jurisdiction), model.recoveryOf(jurisdiction).threshold));
    }

    /// @dev An action of all councils together.
    function _joint(uint8 kind, bytes memory fields, bytes memory attachment)
        internal
        returns (SignedAction memory action)
    {
        action = _unsigned(kind, _header(ALL_COUNCILS), fields);
        action.attachment = attachment;
        _signAll(action, _jointSigners());
    }

    function _jointSigners() internal view returns (bytes32[] memory signers) {
        for (uint8 n = 1; n <= model.jurisdictionCount(); n++) {
            bytes32[] memory some = _first(model.membersOf(n), model.councilOf(n).threshold);
            bytes32[] memory more = new bytes32[](signers.length + some.length);
            for (uint256 i = 0; i < more.length; i++) {
                more[i] = i < signers.length ? signers[i] : some[i - signers.length];
            }
            signers = more;
        }
        return _sort(signers);
    }

    function _first(bytes32[] memory list, uint256 count) internal pure returns (bytes32[] memory part) {
        part = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) part[i] = list[i];
    }

    function _signAll(SignedAction memory action, bytes32[] memory keyIds) internal {
        for (uint256 i = 0; i < keyIds.length; i++) _sign(action, keyIds[i]);
    }

    /// @dev Adds the owner's signature, which the model is told to be genuine.
    function _sign(SignedAction memory action, bytes32 keyId) internal {
        bytes32 digest = model.digestOf(action.kind, action.body);
        bytes memory signature = _rawSignature(keyId, digest);
        model.witness(keyId, digest, signature);
        _append(action, Signature(_signerBytes(keyId), signature));
    }

    function _append(SignedAction memory action, Signature memory signature) internal pure {
        Signature[] memory more = new Signature[](action.signatures.length + 1);
        for (uint256 i = 0; i < action.signatures.length; i++) more[i] = action.signatures[i];
        more[action.signatures.length] = signature;
        action.signatures = more;
    }

    /// @dev Replaces one word of the body.
    function _setWord(SignedAction memory action, uint256 index, bytes32 word) internal pure {
        bytes memory body = action.body;
        for (uint256 i = 0; i < 32; i++) body[32 * index + i] = word[i];
    }

    function _word(bytes memory body, uint256 index) internal pure returns (bytes32 word) {
        for (uint256 i = 0; i < 32; i++) word |= bytes32(body[32 * index + i]) >> (8 * i);
    }

    function _one(SignedAction memory action) internal pure returns (SignedAction[] memory batch) {
        batch = new SignedAction[](1);
        batch[0] = action;
    }
}
