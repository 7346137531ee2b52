// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Comparison} from "./Comparison.sol";

/// @notice The people of both sides, enrolled through their councils.
abstract contract Corridor is Comparison {
    /// @dev One jurisdiction's parties (8-byte ids) and the keys of their operators (key ids).
    struct Side {
        uint8 number;
        bytes32 code;
        bytes8 broker;
        bytes32 brokerKey;
        /// another operator of the broker, with a passkey
        bytes32 brokerPasskey;
        bytes8 broker2;
        bytes32 broker2Key;
        bytes8 office;
        bytes32 officer1;
        /// second key, on P-256, of the first officer
        bytes32 officer1Second;
        bytes32 officer2;
        bytes32 officer3;
        bytes32 officer4;
        bytes8 office2;
        bytes32 office2Key;
        bytes8 administration;
        bytes32 administrationKey;
        bytes8 carrier;
        bytes32 carrierKey;
        bytes8 terminal;
        bytes32 terminalKey;
        bytes8 agency;
        bytes32 agencyKey;
        bytes8 auditor;
        bytes32 auditorKey;
        /// party that is broker and customs office at once
        bytes8 dual;
        bytes32 dualKey;
        bytes32 dualKey2;
    }

    Side internal cn;
    Side internal my;
    /// @dev All parties ever enrolled, and the keys enrolled for each.
    bytes8[] internal partyIds;
    mapping(bytes8 party => bytes32[]) internal keysOf;
    uint256 private drawn;

    /// @dev Deploys and enrols everybody.
    function _settle() internal {
        _deployWorld();
        _populate(cn, 1, "CN");
        _populate(my, 2, "MY");
    }

    function _populate(Side storage side, uint8 number, string memory code) private {
        side.number = number;
        side.code = keccak256(bytes(code));
        (side.broker, side.brokerKey) = _enrolWithKey(number, "BROKER");
        side.brokerPasskey = _enrolKey(number, side.broker, _draw(), Scheme.PASSKEY);
        (side.broker2, side.broker2Key) = _enrolWithKey(number, "BROKER");
        side.office = _enrolParty(number, "CUSTOMS_OFFICE");
        bytes8 first = _draw();
        side.officer1 = _enrolKey(number, side.office, first, Scheme.ADDRESS);
        side.officer1Second = _enrolKey(number, side.office, first, Scheme.P256);
        side.officer2 = _enrolKey(number, side.office, _draw(), Scheme.PASSKEY);
        side.officer3 = _enrolKey(number, side.office, _draw(), Scheme.ADDRESS);
        side.officer4 = _enrolKey(number, side.office, _draw(), Scheme.ADDRESS);
        (side.office2, side.office2Key) = _enrolWithKey(number, "CUSTOMS_OFFICE");
        (side.administration, side.administrationKey) = _enrolWithKey(number, "CUSTOMS_ADMINISTRATION");
        (side.carrier, side.carrierKey) = _enrolWithKey(number, "CARRIER");
        (side.terminal, side.terminalKey) = _enrolWithKey(number, "TERMINAL");
        (side.agency, side.agencyKey) = _enrolWithKey(number, "AGENCY");
        (side.auditor, side.auditorKey) = _enrolWithKey(number, "AUDITOR");
        (side.dual, side.dualKey) = _enrolWithKey(number, "BROKER");
        side.dualKey2 = _enrolKey(number, side.dual, _draw(), Scheme.ADDRESS);
        _mustApply(_council(Kind.SET_PARTY_ROLE, number, abi.encode(side.dual, keccak256("CUSTOMS_OFFICE"), true), ""));
    }

    function _enrolWithKey(uint8 number, string memory role) internal returns (bytes8 party, bytes32 keyId) {
        party = _enrolParty(number, role);
        keyId = _enrolKey(number, party, _draw(), Scheme.ADDRESS);
    }

    function _enrolParty(uint8 number, string memory role) internal returns (bytes8 party) {
        party = _draw();
        bytes memory fields = abi.encode(party, keccak256(bytes(role)), keccak256("profile"));
        _mustApply(_council(Kind.ENROL_PARTY, number, fields, ""));
        partyIds.push(party);
    }

    function _enrolKey(uint8 number, bytes8 party, bytes8 operator, Scheme scheme) internal returns (bytes32 keyId) {
        keyId = _newKey(scheme);
        bytes memory fields = abi.encode(keyId, party, operator, clock, clock + 365 days);
        _mustApply(_council(Kind.ENROL_KEY, number, fields, _signerBytes(keyId)));
        keysOf[party].push(keyId);
    }

    /// @dev A fresh opaque id.
    function _draw() internal returns (bytes8) {
        return bytes8(keccak256(abi.encode("corridor test id", ++drawn)));
    }

    function _mustApply(SignedAction memory action) internal {
        Result result = _submit(action);
        if (result != Result.APPLIED) revert ResultDiffers(action.kind, 0, Result.APPLIED, result);
    }
}
