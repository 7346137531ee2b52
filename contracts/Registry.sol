// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "./generated/ActionTypes.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";
import {Bodies} from "./libraries/Bodies.sol";
import {Governance} from "./registry/Governance.sol";
import {Keys} from "./registry/Keys.sol";
import {RegistryState} from "./registry/RegistryState.sol";
import {Result} from "./types/Types.sol";

/// @title Registry of jurisdictions, councils, parties, operators and keys
/// @notice Nobody owns it: what changes here was signed by the council of the jurisdiction that it concerns.
/// @dev Trust: the ledger given at deployment checks signatures and authority before it calls; the founding councils
/// and the two verifiers are fixed at deployment.
contract Registry is Governance, Keys {
    /// @notice A jurisdiction that takes part from the beginning.
    struct Founder {
        /// ISO 3166-1 alpha-2
        bytes2 code;
        /// signatures that an action of the council needs
        uint8 threshold;
        /// key ids, strictly ascending
        bytes32[] members;
    }

    /// @notice Thrown when the allow list is not the P-256 verifier and the pinned WebAuthn verifier, both deployed.
    error RegistryInvalidVerifiers(address[] verifiers);

    modifier onlyLedger() {
        if (msg.sender != ledger) revert RegistryLedgerOnly(msg.sender);
        _;
    }

    /// @param ledger_ address that the ledger is going to have
    /// @param verifiers P-256 verifier, pinned WebAuthn verifier
    /// @param founders jurisdictions that take part from the beginning
    constructor(address ledger_, address[] memory verifiers, Founder[] memory founders)
        RegistryState(ledger_)
        Keys(_verifierAt(verifiers, 0), _verifierAt(verifiers, 1))
    {
        for (uint256 i = 0; i < founders.length; ++i) {
            Founder memory founder = founders[i];
            Result result = _isCountryCode(founder.code)
                ? _enrolJurisdiction(founder.code, founder.members, founder.threshold)
                : Result.MALFORMED;
            if (result != Result.APPLIED) revert RegistryInvalidFounders(i, result);
        }
    }

    /// @inheritdoc IRegistry
    function applyCouncil(uint8 kind, bytes calldata body, bytes calldata attachment)
        external
        onlyLedger
        returns (Result, bytes32)
    {
        bytes32 actor = Bodies.actor(body);
        if (kind == ActionTypes.ENROL_JURISDICTION) return _applyEnrolJurisdiction(body, attachment);
        if (kind == ActionTypes.SET_JOINT_POLICY) return (_applyJointPolicy(body), actor);
        uint8 number = jurisdictionOf[actor];
        if (kind <= ActionTypes.SET_PARTY_STATUS) return _applyParty(kind, number, body);
        if (kind == ActionTypes.ENROL_KEY) return _applyEnrolKey(number, body, attachment);
        if (kind == ActionTypes.REVOKE_KEY) return _applyRevokeKey(number, body);
        return (_applyGovernance(kind, number, body, attachment), actor);
    }

    /// @inheritdoc IRegistry
    function applyRotation(bytes32 oldKeyId, bytes calldata newSigner) external onlyLedger returns (Result) {
        return _rotate(oldKeyId, newSigner);
    }

    function _verifierAt(address[] memory verifiers, uint256 index) private view returns (address) {
        if (verifiers.length != 2 || verifiers[index].code.length == 0) revert RegistryInvalidVerifiers(verifiers);
        return verifiers[index];
    }
}
