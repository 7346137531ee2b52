// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "../generated/ActionTypes.sol";
import {Transitions} from "../generated/Transitions.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Reasons} from "../libraries/Reasons.sol";
import {Roles} from "../libraries/Roles.sol";
import {Terms, TermsParts} from "../types/Terms.sol";
import {PartyId, Result} from "../types/Types.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Parties of a jurisdiction, their roles and standing
abstract contract Parties is RegistryState {
    /// @inheritdoc IRegistry
    function partyOf(PartyId party) external view returns (PartyInfo memory) {
        PartyRecord memory record = _parties[party];
        return PartyInfo(record.jurisdiction, record.roles, record.suspended);
    }

    /// @inheritdoc IRegistry
    function termsOf(PartyId office) external view returns (Terms) {
        PartyRecord memory record = _parties[office];
        bool competent = Roles.has(record.roles, Transitions.ROLE_CUSTOMS_OFFICE) && !record.suspended;
        return TermsParts.ofOffice(_jurisdictions[record.jurisdiction].policy, record.jurisdiction, competent);
    }

    /// @dev Actions on a party; its id is the first word after the header.
    function _applyParty(uint8 kind, uint8 number, bytes calldata body) internal returns (Result, bytes32 subject) {
        PartyId party = PartyId.wrap(bytes8(body[HEADER_BYTES:HEADER_BYTES + 8]));
        subject = _partySubject(party);
        if (kind == ActionTypes.ENROL_PARTY) return (_enrolParty(number, party, body), subject);
        Result result = _checkOwnParty(number, party);
        if (result != Result.APPLIED) return (result, subject);
        if (kind == ActionTypes.SET_PARTY_ROLE) return (_setPartyRole(party, body), subject);
        return (_setPartyStatus(party, body), subject);
    }

    function _enrolParty(uint8 number, PartyId party, bytes calldata body) private returns (Result) {
        (, bytes32 roleHash, bytes32 profile) = abi.decode(body[HEADER_BYTES:], (bytes8, bytes32, bytes32));
        uint8 role = Transitions.roleId(roleHash);
        if (role == 0) return Result.UNKNOWN_ROLE;
        if (party.isNoParty()) return Result.MALFORMED;
        if (_parties[party].jurisdiction != 0) return Result.PARTY_EXISTS;
        _parties[party] = PartyRecord(number, uint16(1) << role, false);
        emit PartyEnrolled(party, _jurisdictions[number].code, role, profile);
        return Result.APPLIED;
    }

    function _setPartyRole(PartyId party, bytes calldata body) private returns (Result) {
        (, bytes32 roleHash, bool granted) = abi.decode(body[HEADER_BYTES:], (bytes8, bytes32, bool));
        uint8 role = Transitions.roleId(roleHash);
        if (role == 0) return Result.UNKNOWN_ROLE;
        uint16 bit = uint16(1) << role;
        uint16 roles = _parties[party].roles;
        _parties[party].roles = granted ? roles | bit : roles & ~bit;
        emit PartyRoleChanged(party, role, granted);
        return Result.APPLIED;
    }

    function _setPartyStatus(PartyId party, bytes calldata body) private returns (Result) {
        (, bytes32 statusHash, bytes32 reasonHash) = abi.decode(body[HEADER_BYTES:], (bytes8, bytes32, bytes32));
        uint8 status = Transitions.partyStatusId(statusHash);
        if (status == 0) return Result.UNKNOWN_STATUS;
        bool suspended = status == Transitions.STATUS_SUSPENDED;
        uint8 purpose = suspended ? Transitions.PURPOSE_SUSPEND_PARTY : Transitions.PURPOSE_REINSTATE_PARTY;
        (Result result, uint8 reason) = Reasons.check(reasonHash, purpose);
        if (result != Result.APPLIED) return result;
        _parties[party].suspended = suspended;
        emit PartyStatusChanged(party, status, reason);
        return Result.APPLIED;
    }

    /// @dev A council reaches only the parties of its own jurisdiction.
    function _checkOwnParty(uint8 number, PartyId party) internal view returns (Result) {
        uint8 owner = _parties[party].jurisdiction;
        if (owner == 0) return Result.UNKNOWN_PARTY;
        return owner == number ? Result.APPLIED : Result.WRONG_JURISDICTION;
    }
}
