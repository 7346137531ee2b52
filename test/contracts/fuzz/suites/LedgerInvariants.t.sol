// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Handler} from "../random/Handler.sol";

/// @dev Stands in this file, because the runner knows only contracts of the files that it was given.
contract LedgerHandler is Handler {}

/// @notice Random sequences of actions: the ledger does what the reference model says, and keeps its promises.
/// @dev The handler compares each action when it submits it, so a disagreement fails its call, and with it the run.
contract LedgerInvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    LedgerHandler private handler;

    function setUp() public {
        handler = new LedgerHandler();
    }

    /// @notice Read by the runner: what it calls.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](5);
        targets[0].selectors[0] = Handler.act.selector;
        targets[0].selectors[1] = Handler.actTwice.selector;
        targets[0].selectors[2] = Handler.batch.selector;
        targets[0].selectors[3] = Handler.wait.selector;
        targets[0].selectors[4] = Handler.keepBack.selector;
    }

    /// @notice Read by the runner: it may call nothing else.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// hardhat-config: invariant.runs = 24
    /// hardhat-config: invariant.depth = 80
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_LedgerEqualsModelAndKeepsItsPromises() public view {
        require(handler.ledgerSequence() == handler.applied(), "sequence counts applied actions");
        require(handler.ledgerSequence() == handler.modelSequence(), "sequence equals the model's");
        handler.ownersNeverChange();
        handler.countersEqualRecords();
    }

    function afterInvariant() public view {
        handler.compareEverything();
        handler.endorsementsAreDistinctParties();
    }
}
