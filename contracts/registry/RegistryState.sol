// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IRegistry} from "../interfaces/IRegistry.sol";
import {PartyId, OperatorId} from "../types/Types.sol";

/// @title Storage of the registry and what all its parts share
abstract contract RegistryState is IRegistry {
    /// @notice One jurisdiction; one slot.
    struct Jurisdiction {
        /// ISO 3166-1 alpha-2
        bytes2 code;
        /// number of the council's member list in force, from 1
        uint32 councilEpoch;
        uint8 councilThreshold;
        uint8 councilSize;
        /// number of the recovery list in force, zero if there is none
        uint32 recoveryEpoch;
        uint8 recoveryThreshold;
        uint8 recoverySize;
        /// seconds between the start of a recovery and the moment it may be finished
        uint32 recoveryDelay;
        /// unix seconds, zero if not paused
        uint40 pausedUntil;
        /// see TermsParts.pack
        uint32 policy;
    }

    /// @notice Where a key sits in a council; in force while the epoch is that of the jurisdiction.
    struct Seat {
        uint8 jurisdiction;
        uint32 epoch;
    }

    /// @notice A recovery that was started and may be finished later.
    struct PendingRecovery {
        /// hash of the new council's member list
        bytes32 members;
        uint8 threshold;
        /// unix seconds, zero if none is pending
        uint40 dueAt;
    }

    /// @notice Standing of a party; one slot.
    struct PartyRecord {
        /// number of the jurisdiction, zero if the party is unknown
        uint8 jurisdiction;
        /// bit n is the role with id n
        uint16 roles;
        bool suspended;
    }

    /// @notice A key; one slot.
    struct KeyRecord {
        /// zero if the key is unknown
        PartyId party;
        OperatorId operator;
        /// unix seconds, inclusive
        uint40 validFrom;
        /// unix seconds, exclusive
        uint40 validUntil;
        /// unix seconds, zero if not revoked
        uint40 revokedAt;
    }

    /// @inheritdoc IRegistry
    address public immutable ledger;

    /// @inheritdoc IRegistry
    uint8 public jurisdictionCount;
    /// @inheritdoc IRegistry
    bool public mutualRecognition;

    /// @inheritdoc IRegistry
    mapping(bytes32 codeHash => uint8 number) public jurisdictionOf;
    /// @inheritdoc IRegistry
    mapping(bytes32 keyId => uint64 time) public suspectFrom;

    mapping(uint8 number => Jurisdiction) internal _jurisdictions;
    mapping(bytes32 keyId => Seat) internal _councilSeats;
    mapping(uint8 number => mapping(bytes32 keyId => uint32 epoch)) internal _recoverySeats;
    mapping(uint8 number => PendingRecovery) internal _pendingRecoveries;
    mapping(PartyId party => PartyRecord) internal _parties;
    mapping(bytes32 keyId => KeyRecord) internal _keys;

    constructor(address ledger_) {
        ledger = ledger_;
    }

    /// @dev Word that stands for a party as the subject of an action.
    function _partySubject(PartyId party) internal pure returns (bytes32) {
        return bytes32(PartyId.unwrap(party));
    }
}
