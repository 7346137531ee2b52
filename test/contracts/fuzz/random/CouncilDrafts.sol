// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PartyId} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {OperatorDrafts} from "./OperatorDrafts.sol";

/// @notice Random actions of councils, recovery quorums and all councils together.
abstract contract CouncilDrafts is OperatorDrafts {
    string private constant ROLES =
        "CUSTOMS_ADMINISTRATION,CUSTOMS_OFFICE,BROKER,CARRIER,TERMINAL,AGENCY,AUDITOR";

    /// @dev Members that were in some list, so that lists overlap and recur.
    bytes32[] private candidates;

    function _draftCouncil() internal returns (Draft memory) {
        uint256 roll = _roll(100);
        if (roll < 12) return _draftEnrolParty();
        if (roll < 26) return _draftEnrolKey();
        if (roll < 36) return _draftRole();
        if (roll < 54) return _draftStatus();
        if (roll < 57) return _draftRevoke();
        if (roll < 76) return _draftPolicy();
        if (roll < 82) return _draftPause();
        if (roll < 96) return _draftLists();
        return _draftJoint();
    }

    function _of(uint8 kind, uint8 jurisdiction, bytes memory fields, bytes memory attachment)
        internal
        returns (Draft memory draft)
    {
        draft.kind = kind;
        draft.actor = keccak256(abi.encodePacked(registry.codeOf(jurisdiction)));
        draft.fields = fields;
        draft.attachment = attachment;
        draft.signers = _some(model.membersOf(jurisdiction), model.councilOf(jurisdiction).threshold);
    }

    /// @dev `count` of a sorted list, from a random place on, or now and then the first and more than needed.
    function _some(bytes32[] memory list, uint256 count) private returns (bytes32[] memory part) {
        if (count < list.length && _chance(10)) count++;
        uint256 skip = list.length > count ? _roll(list.length - count + 1) : 0;
        part = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) part[i] = list[skip + i];
    }

    function _draftEnrolParty() private returns (Draft memory) {
        bytes8 party = _chance(85) ? _draw() : _anyParty();
        return _of(Kind.ENROL_PARTY, _jurisdiction(), abi.encode(party, _code(ROLES), _randomWord()), "");
    }

    /// @dev A party, and mostly its own jurisdiction.
    function _partyAndCouncil() private returns (bytes8 party, uint8 jurisdiction) {
        party = _chance(97) ? _anyParty() : bytes8(_randomWord());
        jurisdiction = model.partyOf(PartyId.wrap(party)).jurisdiction;
        if (jurisdiction == 0 || _chance(8)) jurisdiction = _jurisdiction();
    }

    function _draftEnrolKey() private returns (Draft memory) {
        (bytes8 party, uint8 jurisdiction) = _partyAndCouncil();
        bytes32 keyId = _chance(85) ? _newKey(Scheme(_roll(3))) : _keyFor(party);
        // often the operator of another key, of this party or of another
        bytes32 other = _keyFor(_chance(50) ? party : _anyParty());
        bytes8 operator = _chance(50) ? _operatorOf(other) : _draw();
        uint256 from = _chance(80) ? clock : clock + _roll(2 days);
        uint256 until = _chance(95) ? clock + 1 days + _roll(30 days) : clock + _roll(3 days);
        return _of(Kind.ENROL_KEY, jurisdiction, abi.encode(keyId, party, operator, from, until), _signerBytes(keyId));
    }

    function _operatorOf(bytes32 keyId) private view returns (bytes8) {
        (, bytes8 operator) = abi.decode(abi.encode(model.keyOf(keyId)), (bytes8, bytes8));
        return operator;
    }

    function _draftRole() private returns (Draft memory) {
        (bytes8 party, uint8 jurisdiction) = _partyAndCouncil();
        return _of(Kind.SET_PARTY_ROLE, jurisdiction, abi.encode(party, _code(ROLES), _chance(80)), "");
    }

    function _draftStatus() private returns (Draft memory) {
        (bytes8 party, uint8 jurisdiction) = _partyAndCouncil();
        bool suspends = _chance(35);
        for (uint256 i = 0; !suspends && i < 20 && !model.partyOf(PartyId.wrap(party)).suspended; i++) {
            (party, jurisdiction) = _partyAndCouncil();
        }
        bytes32 reason = keccak256("SUSPENSION_ENDED");
        if (suspends == _chance(96)) reason = keccak256("LICENCE_WITHDRAWN");
        bytes32 status = suspends ? keccak256("SUSPENDED") : keccak256("ACTIVE");
        return _of(Kind.SET_PARTY_STATUS, jurisdiction, abi.encode(party, status, reason), "");
    }

    function _draftRevoke() private returns (Draft memory) {
        (bytes8 party, uint8 jurisdiction) = _partyAndCouncil();
        uint256 suspectFrom = _chance(60) ? 0 : clock - 60 + _roll(90);
        bytes32 reason = _reasonFor(keccak256("REVOKE_KEY"));
        return _of(Kind.REVOKE_KEY, jurisdiction, abi.encode(_keyFor(party), suspectFrom, reason), "");
    }

    function _draftPolicy() private returns (Draft memory) {
        uint256 green = 1 + _roll(2);
        uint256 yellow = green + _roll(2);
        uint256 orange = yellow + _roll(2);
        uint256 red = _chance(90) ? orange : _roll(6);
        bytes memory quorums = abi.encode(green, yellow, orange, red);
        uint256 endorsements = _chance(95) ? _roll(3) : 16 + _roll(2);
        bytes32 lane = _code("NONE,NONE,NONE,GREEN,YELLOW,ORANGE");
        bytes memory fields = bytes.concat(quorums, abi.encode(endorsements, lane, _chance(40)));
        return _of(Kind.SET_POLICY, _jurisdiction(), fields, "");
    }

    function _draftPause() private returns (Draft memory) {
        if (_chance(60)) return _of(Kind.RESUME_JURISDICTION, _jurisdiction(), "", "");
        bytes32 reason = _code("KEY_COMPROMISED,UNDER_INVESTIGATION,DUTY_PAID");
        return _of(Kind.PAUSE_JURISDICTION, _jurisdiction(), abi.encode(reason), "");
    }

    function _draftLists() private returns (Draft memory draft) {
        uint8 jurisdiction = _jurisdiction();
        uint256 roll = _roll(100);
        (bytes memory fields, bytes memory list) = _memberList(_chance(50) ? 0 : jurisdiction);
        if (roll < 25) return _of(Kind.SET_COUNCIL, jurisdiction, fields, list);
        if (roll < 55) {
            fields = bytes.concat(fields, abi.encode(_chance(95) ? 1 hours + _roll(3 hours) : _roll(31 days)));
            return _of(Kind.SET_RECOVERY, jurisdiction, fields, list);
        }
        uint8 kind = roll < 75 ? Kind.START_RECOVERY : roll < 82 ? Kind.CANCEL_RECOVERY : Kind.FINISH_RECOVERY;
        if (kind == Kind.CANCEL_RECOVERY) {
            (bytes32 members,) = abi.decode(fields, (bytes32, uint256));
            return _of(kind, jurisdiction, abi.encode(members), "");
        }
        draft = _of(kind, jurisdiction, fields, list);
        if (model.recoveryOf(jurisdiction).threshold == 0) return draft;
        draft.signers = _some(model.recoveryMembersOf(jurisdiction), model.recoveryOf(jurisdiction).threshold);
    }

    /// @dev Fields `members, threshold` and the list itself. A list by jurisdiction recurs, so that what was started
    /// can be finished; the others are drawn from all candidates.
    function _memberList(uint8 recurring) private returns (bytes memory fields, bytes memory list) {
        while (candidates.length < 8) candidates.push(_newKey(candidates.length % 4 == 0 ? Scheme.P256 : Scheme.ADDRESS));
        bytes32[] memory members = new bytes32[](recurring > 0 ? 2 : 1 + _roll(3));
        uint256 start = recurring > 0 ? 2 * (recurring - 1) : _roll(candidates.length);
        for (uint256 i = 0; i < members.length; i++) members[i] = candidates[(start + i) % candidates.length];
        if (_chance(97)) members = _sort(members);
        list = abi.encodePacked(members);
        uint256 threshold = _chance(97) ? 1 + (recurring > 0 ? 1 : _roll(members.length)) : _roll(5);
        fields = abi.encode(keccak256(list), threshold);
    }

    function _draftJoint() private returns (Draft memory draft) {
        draft.actor = ALL_COUNCILS;
        draft.signers = _jointSigners();
        uint256 roll = _roll(100);
        draft.kind = roll < 45 ? Kind.SET_JOINT_POLICY : roll < 95 ? Kind.ENROL_JURISDICTION : Kind.SUPERSEDE;
        if (draft.kind == Kind.SET_JOINT_POLICY) draft.fields = abi.encode(_chance(50));
        else if (draft.kind == Kind.ENROL_JURISDICTION) _joining(draft);
        else draft.fields = abi.encode(address(model), address(model).codehash, ledger.sequence(), _randomWord());
    }

    function _joining(Draft memory draft) private {
        bytes memory code = abi.encodePacked(bytes1(uint8(65 + _roll(3))), bytes1(uint8(65 + _roll(26))));
        (bytes memory fields, bytes memory list) = _memberList(0);
        if (_chance(70)) {
            list = abi.encodePacked(_newMembers(2, Scheme.ADDRESS));
            fields = abi.encode(keccak256(list), 1);
        }
        draft.fields = bytes.concat(keccak256(code), fields);
        draft.attachment = bytes.concat(code, list);
    }
}
