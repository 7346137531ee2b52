// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Terms} from "../types/Terms.sol";
import {PartyId, OperatorId, Result, KeyInfo, Policy, Standing} from "../types/Types.sol";

/// @title Registry of jurisdictions, councils, parties, operators and keys
/// @notice A jurisdiction's council of k-of-n keys enrols, suspends and revokes within its own jurisdiction only. Keys
/// are enrolled once and never deleted or re-pointed: a signature that was valid when applied stays provable.
/// @dev Only the ledger calls `apply*`, after it has checked the signatures; actions get their sequence there.
interface IRegistry {
    /// @notice Public standing of a party.
    struct PartyInfo {
        /// number of the jurisdiction, zero if the party is unknown
        uint8 jurisdiction;
        /// bit n is the role with id n
        uint16 roles;
        bool suspended;
    }

    /// @notice Council or recovery quorum of a jurisdiction.
    struct CouncilInfo {
        /// number of the member list in force, from 1; zero if there is none
        uint32 epoch;
        /// signatures needed
        uint8 threshold;
        /// members in the list
        uint8 size;
    }

    event JurisdictionEnrolled(uint8 indexed number, bytes2 code);
    event CouncilChanged(bytes2 indexed jurisdiction, uint32 epoch, uint8 threshold, bytes32[] members);
    event RecoveryChanged(bytes2 indexed jurisdiction, uint32 epoch, uint8 threshold, uint64 delay, bytes32[] members);
    event RecoveryStarted(bytes2 indexed jurisdiction, bytes32 members, uint8 threshold, uint64 dueAt);
    event RecoveryCancelled(bytes2 indexed jurisdiction, bytes32 members);
    event PartyEnrolled(PartyId indexed party, bytes2 jurisdiction, uint8 role, bytes32 profile);
    event PartyRoleChanged(PartyId indexed party, uint8 role, bool granted);
    event PartyStatusChanged(PartyId indexed party, uint8 status, uint8 reason);
    event KeyEnrolled(
        bytes32 indexed keyId,
        PartyId indexed party,
        OperatorId operator,
        uint64 validFrom,
        uint64 validUntil,
        bytes signer
    );
    /// @param suspectFrom time from which signatures of this key are doubtful, unix seconds; marks, never erases
    event KeyRevoked(bytes32 indexed keyId, uint64 revokedAt, uint64 suspectFrom, uint8 reason);
    event KeyRotated(bytes32 indexed oldKeyId, bytes32 indexed newKeyId);
    event JurisdictionPaused(bytes2 indexed jurisdiction, uint64 until, uint8 reason);
    event JurisdictionResumed(bytes2 indexed jurisdiction);
    event PolicyChanged(bytes2 indexed jurisdiction, Policy policy);
    event JointPolicyChanged(bool mutualRecognition);

    /// @notice Thrown when another than the ledger calls a function that changes state.
    error RegistryLedgerOnly(address caller);
    /// @notice Thrown when the founding councils given at deployment are not usable.
    error RegistryInvalidFounders(uint256 index, Result result);

    /// @notice The ledger that this registry serves.
    function ledger() external view returns (address);
    /// @notice Number of jurisdictions.
    function jurisdictionCount() external view returns (uint8);
    /// @notice Number of a jurisdiction, zero if unknown.
    /// @param codeHash keccak256 of its ISO 3166-1 alpha-2 code
    function jurisdictionOf(bytes32 codeHash) external view returns (uint8);
    /// @notice ISO 3166-1 alpha-2 code of a jurisdiction.
    function codeOf(uint8 jurisdiction) external view returns (bytes2);
    function councilOf(uint8 jurisdiction) external view returns (CouncilInfo memory);
    function recoveryOf(uint8 jurisdiction) external view returns (CouncilInfo memory);
    function isCouncilMember(uint8 jurisdiction, bytes32 keyId) external view returns (bool);
    function policyOf(uint8 jurisdiction) external view returns (Policy memory);
    function pausedUntil(uint8 jurisdiction) external view returns (uint64);
    /// @notice Both sides recognise each other's authorised economic operators in risk assessment; never a release by itself.
    function mutualRecognition() external view returns (bool);
    function partyOf(PartyId party) external view returns (PartyInfo memory);
    /// @notice Standing of a customs office and the policy of its jurisdiction, as a lodged declaration keeps them.
    function termsOf(PartyId office) external view returns (Terms);
    function keyOf(bytes32 keyId) external view returns (KeyInfo memory);
    /// @notice Time from which a revoked key is doubtful, zero if none was named.
    function suspectFrom(bytes32 keyId) external view returns (uint64);
    /// @notice Whether the verifier of an ERC-7913 signer is one of those fixed at deployment, and the signer well formed.
    function isSignerAllowed(bytes calldata signer) external view returns (bool);

    /// @notice Who acts with a key now, and whether the key may be used.
    /// @return result APPLIED, UNKNOWN_KEY, KEY_REVOKED, KEY_NOT_YET_VALID, KEY_EXPIRED, PARTY_SUSPENDED or
    /// JURISDICTION_PAUSED, the first that fits in this order
    /// @return standing party, operator, roles and jurisdiction; zero if the key is unknown
    function checkOperator(bytes32 keyId) external view returns (Result result, Standing standing);

    /// @notice Checks that the signers, sorted by key id, reach the threshold of the authority that a kind needs.
    /// @param kind number of the action's type
    /// @param jurisdictionHash second word of the body
    /// @param keyIds key ids of the signatures in order
    function checkAuthority(uint8 kind, bytes32 jurisdictionHash, bytes32[] calldata keyIds) external view returns (Result);

    /// @notice Applies a council, recovery or joint action whose signatures the ledger has checked.
    /// @return result APPLIED or the reason why not
    /// @return subject what the action concerns: key id, party id (left-aligned) or the jurisdiction's hash
    function applyCouncil(uint8 kind, bytes calldata body, bytes calldata attachment)
        external
        returns (Result result, bytes32 subject);

    /// @notice Replaces a key by another of the same operator; both have signed.
    function applyRotation(bytes32 oldKeyId, bytes calldata newSigner) external returns (Result);
}
