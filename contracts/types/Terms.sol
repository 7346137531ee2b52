// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Policy} from "./Types.sol";

/// @dev What a declaration lodged at a customs office stands under, packed: operators that a release needs less one in
/// bits 0-7 (two bits a lane, GREEN lowest), smallest number of endorsements in 8-15, lowest lane in 16-23, whether a
/// release waits for the arrival in 24; for an office also the number of its jurisdiction in 32-39 and whether it is
/// competent, that is known and not suspended, in 40.
type Terms is uint256;

using TermsParts for Terms global;

/// @title Parts of Terms
library TermsParts {
    uint256 private constant ARRIVAL = 1 << 24;
    uint256 private constant COMPETENT = 1 << 40;

    /// @param policy whose quorums are 1 to 4
    function pack(Policy memory policy) internal pure returns (uint32) {
        uint256 operators = (policy.quorumGreen - 1) | ((policy.quorumYellow - 1) << 2)
            | ((policy.quorumOrange - 1) << 4) | ((policy.quorumRed - 1) << 6);
        uint256 rest = (uint256(policy.minimumEndorsements) << 8) | (uint256(policy.minimumLane) << 16);
        return uint32(operators | rest | (policy.arrivalRequired ? ARRIVAL : 0));
    }

    /// @notice The policy again that was packed.
    function unpack(uint32 packed) internal pure returns (Policy memory) {
        Terms terms = Terms.wrap(packed);
        uint8 all = terms.quorums();
        return Policy({
            quorumGreen: (all & 3) + 1,
            quorumYellow: ((all >> 2) & 3) + 1,
            quorumOrange: ((all >> 4) & 3) + 1,
            quorumRed: (all >> 6) + 1,
            minimumEndorsements: terms.minimumEndorsements(),
            minimumLane: terms.minimumLane(),
            arrivalRequired: terms.arrivalRequired()
        });
    }

    /// @notice Terms of an office.
    /// @param policy packed policy of its jurisdiction
    function ofOffice(uint32 policy, uint8 number, bool competent) internal pure returns (Terms) {
        return Terms.wrap(policy | (uint256(number) << 32) | (competent ? COMPETENT : 0));
    }

    function isCompetent(Terms terms) internal pure returns (bool) {
        return Terms.unwrap(terms) & COMPETENT != 0;
    }

    function jurisdiction(Terms terms) internal pure returns (uint8) {
        return uint8(Terms.unwrap(terms) >> 32);
    }

    function quorums(Terms terms) internal pure returns (uint8) {
        return uint8(Terms.unwrap(terms));
    }

    function minimumEndorsements(Terms terms) internal pure returns (uint8) {
        return uint8(Terms.unwrap(terms) >> 8);
    }

    function minimumLane(Terms terms) internal pure returns (uint8) {
        return uint8(Terms.unwrap(terms) >> 16);
    }

    function arrivalRequired(Terms terms) internal pure returns (bool) {
        return Terms.unwrap(terms) & ARRIVAL != 0;
    }
}
