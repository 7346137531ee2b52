// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Handler} from "../random/Handler.sol";

/// @dev Stands in this file, because the invariant runner knows only contracts of the files that it was given.
contract LedgerHandler is Handler {}

/// @notice Random sequences of actions: the ledger does what the reference model says, and keeps its promises.
/// @dev The handler compares each action when it submits it, so a disagreement fails its call, and with it the run.
contract LedgerInvariantsTest {
    LedgerHandler private handler;

    function setUp() public {
        handler = new LedgerHandler();
    }

    /// @notice Many short sequences; the seed of the runner sets the dice.
    /// hardhat-config: fuzz.runs = 40
    function testFuzz_RandomSequencesFollowTheModel(uint256 seed) public {
        handler.start(seed);
        for (uint256 i = 0; i < 60; i++) handler.step();
        handler.keepsItsPromises();
        handler.keptItsPromises();
    }

    /// @notice One long sequence; its promises are looked at after every step.
    /// hardhat-config: invariant.runs = 1
    /// hardhat-config: invariant.depth = 250
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_TheLedgerKeepsItsPromises() public view {
        handler.keepsItsPromises();
    }

    function afterInvariant() public view {
        handler.keptItsPromises();
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @notice Read by the invariant runner: what it may call.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice Read by the invariant runner: which functions of it.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](1);
        targets[0].selectors[0] = handler.step.selector;
    }
}
