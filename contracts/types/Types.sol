// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Opaque id of a party, drawn by its council; zero is nobody.
type PartyId is bytes8;

/// @dev Opaque id of a human who acts for a party; quorum and separation of duties count these, never keys.
type OperatorId is bytes8;

/// @dev Who acts with a key, packed: party in bits 192-255, operator in 128-191, roles in 8-23 (bit n is the role with
/// id n), number of the party's jurisdiction in 0-7; zero for a council.
type Standing is uint256;

using Standings for Standing global;
using {samePartyId as ==, otherPartyId as !=, isNoParty} for PartyId global;
using {sameOperatorId as ==, otherOperatorId as !=} for OperatorId global;

function samePartyId(PartyId a, PartyId b) pure returns (bool) {
    return PartyId.unwrap(a) == PartyId.unwrap(b);
}

function otherPartyId(PartyId a, PartyId b) pure returns (bool) {
    return PartyId.unwrap(a) != PartyId.unwrap(b);
}

/// @dev Whether an id is nobody's.
function isNoParty(PartyId party) pure returns (bool) {
    return PartyId.unwrap(party) == 0;
}

function sameOperatorId(OperatorId a, OperatorId b) pure returns (bool) {
    return OperatorId.unwrap(a) == OperatorId.unwrap(b);
}

function otherOperatorId(OperatorId a, OperatorId b) pure returns (bool) {
    return OperatorId.unwrap(a) != OperatorId.unwrap(b);
}

/// @title Parts of a Standing
library Standings {
    function pack(PartyId party_, OperatorId operator_, uint16 roles_, uint8 jurisdiction_)
        internal
        pure
        returns (Standing)
    {
        uint256 people = (uint256(uint64(PartyId.unwrap(party_))) << 192)
            | (uint256(uint64(OperatorId.unwrap(operator_))) << 128);
        return Standing.wrap(people | (uint256(roles_) << 8) | jurisdiction_);
    }

    function party(Standing standing) internal pure returns (PartyId) {
        return PartyId.wrap(bytes8(bytes32(Standing.unwrap(standing))));
    }

    function operator(Standing standing) internal pure returns (OperatorId) {
        return OperatorId.wrap(bytes8(bytes32(Standing.unwrap(standing) << 64)));
    }

    function roles(Standing standing) internal pure returns (uint16) {
        return uint16(Standing.unwrap(standing) >> 8);
    }

    function jurisdiction(Standing standing) internal pure returns (uint8) {
        return uint8(Standing.unwrap(standing));
    }
}

/// @notice What became of one action of a batch. Numbers are part of the interface: append only.
enum Result {
    APPLIED,
    UNPROCESSED,
    MALFORMED,
    WRONG_LEDGER,
    DEADLINE_TOO_FAR,
    EXPIRED,
    NOT_YET_VALID,
    SIGNED_IN_FUTURE,
    DUPLICATE,
    CANCELLED,
    UNKNOWN_KEY,
    KEY_NOT_YET_VALID,
    KEY_EXPIRED,
    KEY_REVOKED,
    PARTY_SUSPENDED,
    JURISDICTION_PAUSED,
    BAD_SIGNATURE,
    MISSING_ROLE,
    WRONG_JURISDICTION,
    LEDGER_SUPERSEDED,
    CASE_EXISTS,
    UNKNOWN_CASE,
    DOCUMENT_EXISTS,
    UNKNOWN_DOCUMENT,
    NOT_SUBMITTER,
    SUPERSEDED_VERSION,
    WITHDRAWN_DOCUMENT,
    OWN_DOCUMENT,
    ALREADY_ENDORSED,
    UNKNOWN_REASON,
    REASON_NOT_ALLOWED,
    UNKNOWN_PROCEDURE,
    UNKNOWN_OFFICE,
    UNKNOWN_DECLARATION,
    CONFLICT,
    UNKNOWN_OUTCOME,
    UNKNOWN_LANE,
    TRANSITION_NOT_ALLOWED,
    NOT_COMPETENT_OFFICE,
    LODGER_DECIDES,
    LANE_BELOW_MINIMUM,
    ALREADY_VOTED,
    OPEN_HOLD,
    OPEN_CONTROL,
    NOT_ARRIVED,
    MISSING_ENDORSEMENTS,
    INVALID_CONDITIONS,
    UNKNOWN_CONTROL,
    CONTROL_CLOSED,
    NOT_CONTROL_AUTHORITY,
    TOO_MANY_CONTROLS,
    UNKNOWN_RESULT,
    UNKNOWN_MILESTONE,
    INVALID_TIME,
    NOT_SIGNER,
    ALREADY_APPLIED,
    UNKNOWN_JURISDICTION,
    NOT_COUNCIL_MEMBER,
    SIGNATURES_NOT_SORTED,
    TOO_FEW_SIGNATURES,
    PARTY_EXISTS,
    UNKNOWN_PARTY,
    UNKNOWN_ROLE,
    UNKNOWN_STATUS,
    KEY_EXISTS,
    SIGNER_NOT_ALLOWED,
    INVALID_COUNCIL,
    INVALID_POLICY,
    NO_RECOVERY,
    RECOVERY_NOT_DUE,
    JURISDICTION_EXISTS,
    INVALID_SUCCESSOR
}

/// @notice One signature of an action.
struct Signature {
    /// ERC-7913 signer: 20-byte address, or verifier address followed by its key material
    bytes signer;
    /// signature bytes in the form that the verifier reads
    bytes signature;
}

/// @notice One action as people signed it. `msg.sender` of the call that carries it means nothing.
struct SignedAction {
    /// number of the action's EIP-712 type, see ActionTypes
    uint8 kind;
    /// the type's fields as 32-byte words, strings replaced by their keccak256
    bytes body;
    /// one per signer, sorted by keccak256(signer) where there are several, except for a rotation: old key, new key
    Signature[] signatures;
    /// material that the body names by hash only
    bytes attachment;
}

/// @notice A key as the ledger needs it for one action.
struct KeyInfo {
    /// party that the key acts for; zero if the key is unknown
    PartyId party;
    /// human who holds the key
    OperatorId operator;
    /// unix seconds, inclusive
    uint64 validFrom;
    /// unix seconds, exclusive
    uint64 validUntil;
    /// unix seconds of the revocation, zero if none
    uint64 revokedAt;
    /// bit n is the role with id n
    uint16 roles;
    /// number of the party's jurisdiction, from 1
    uint8 jurisdiction;
    /// the party is suspended
    bool suspended;
    /// the jurisdiction is paused until this time, unix seconds
    uint64 pausedUntil;
}

/// @notice What a jurisdiction asks for before its office may release.
struct Policy {
    /// distinct operators of the competent office that a release needs, by lane
    uint8 quorumGreen;
    uint8 quorumYellow;
    uint8 quorumOrange;
    uint8 quorumRed;
    /// distinct parties, other than the submitter, that must have endorsed the version a release rests on
    uint8 minimumEndorsements;
    /// lowest lane that the office may assign, by id
    uint8 minimumLane;
    /// a release waits for an arrival recorded by a terminal or carrier of the jurisdiction
    bool arrivalRequired;
}
