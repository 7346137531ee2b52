// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../../contracts/interfaces/ILedger.sol";
import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {ReferenceModel} from "../model/ReferenceModel.sol";
import {Scenario} from "../scenarios/Scenario.sol";
import {vm} from "../world/Vm.sol";

/// @notice Facts in plain numbers that do not pass through the model's rules, so that model and ledger cannot be wrong
/// together. Each test hands its actions to the ledger alone.
contract LedgerFactsTest is Scenario {
    uint8 private constant RECEIVED = 1;
    uint8 private constant ACCEPTED = 3;
    uint8 private constant RELEASED = 8;

    function setUp() public {
        _settle();
    }

    /// @dev Digests computed by ethers from `protocol/actions.ts` for chain 31337 and a ledger at 0xa1.
    function test_DigestsAreThoseThatWalletsSign() public {
        address[] memory none = new address[](2);
        ReferenceModel other = new ReferenceModel(address(0xa1), 0, none, new ReferenceModel.Founder[](0));
        bytes memory header = abi.encode(LEDGER_ID, keccak256("key"), 1790000000, 0, 1790003600);
        bytes memory opening = bytes.concat(header, keccak256("case"), keccak256("envelope"));
        bytes memory decision = bytes.concat(header, keccak256("case"), keccak256("declaration"), keccak256("head"));
        decision = bytes.concat(decision, keccak256("RELEASED"), keccak256("DUTY_PAID"), keccak256("NONE"));
        decision = bytes.concat(decision, keccak256("document"), keccak256("root"), abi.encode(0, 0));
        require(block.chainid == 31337, "chain id of the digests below");
        bytes32 digest = 0xdc672af8893f384f5d67ed5dde6e0c87da4910b67ee8db2856ad60ac851646a5;
        require(other.digestOf(Kind.OPEN_CASE, opening) == digest, "OpenCase");
        digest = 0xf42b381167b4fe96f3457b57d66dcafac76e3b8df7d95584eb4fe4751ba72afc;
        require(other.digestOf(Kind.DECIDE_CLEARANCE, decision) == digest, "DecideClearance");
        require(ledger.digestOf(1, opening) == model.digestOf(1, opening), "the ledger's OpenCase");
        require(ledger.digestOf(8, decision) == model.digestOf(8, decision), "the ledger's DecideClearance");
        require(ledger.digestOf(8, decision) != ledger.digestOf(1, decision), "kinds differ");
    }

    function test_OneActionOneSequenceOneHead() public {
        (uint64 before, bytes32 head) = (ledger.sequence(), ledger.ledgerHead());
        bytes32 caseId = keccak256("case");
        SignedAction memory open = _act(1, cn.brokerKey, abi.encode(caseId, keccak256("envelope")));
        SignedAction memory lodge = _act(2, my.brokerKey, abi.encode(caseId, 380, keccak256("root")));
        require(_run(open) == Result.APPLIED && _run(lodge) == Result.APPLIED, "applied");
        bytes32 first = ledger.digestOf(1, open.body);
        bytes32 second = ledger.digestOf(2, lodge.body);
        require(ledger.sequence() == before + 2, "two more");
        require(ledger.actionOf(first).sequence == before + 1, "first");
        require(ledger.actionOf(second).sequence == before + 2, "second");
        bytes32 caseHead = keccak256(abi.encode(keccak256(abi.encode(bytes32(0), first)), second));
        require(ledger.headOf(caseId) == caseHead, "head of the case");
        bytes32 ledgerHead = keccak256(abi.encode(keccak256(abi.encode(head, first)), second));
        require(ledger.ledgerHead() == ledgerHead, "head of the ledger");
        require(_run(open) == Result.DUPLICATE, "a replay is named");
        require(ledger.sequence() == before + 2 && ledger.headOf(caseId) == caseHead, "and changes nothing");
    }

    function test_NobodySignsForAnother() public {
        bytes32 caseId = keccak256("case");
        uint64 before = ledger.sequence();
        SignedAction memory action = _unsigned(1, _header(cn.brokerKey), abi.encode(caseId, bytes32(0)));
        _sign(action, cn.broker2Key);
        require(_run(action) == Result.BAD_SIGNATURE, "another signer");
        action.signatures[0].signer = _signerBytes(cn.brokerKey);
        require(_run(action) == Result.BAD_SIGNATURE, "another's signature");
        action.signatures[0].signature = _rawSignature(cn.brokerKey, bytes32(uint256(1)));
        require(_run(action) == Result.BAD_SIGNATURE, "another digest's signature");
        require(ledger.sequence() == before && ledger.headOf(caseId) == 0, "nothing happened");
        action.signatures[0].signature = _rawSignature(cn.brokerKey, ledger.digestOf(1, action.body));
        require(_run(action) == Result.APPLIED, "the owner's signature");
    }

    function test_APauseReachesTheNextActionOfTheSameBatch() public {
        SignedAction[] memory batch = new SignedAction[](3);
        batch[0] = _act(1, cn.brokerKey, abi.encode(keccak256("before"), bytes32(0)));
        batch[1] = _council(Kind.PAUSE_JURISDICTION, cn.number, abi.encode(keccak256("UNDER_INVESTIGATION")), "");
        batch[2] = _act(1, cn.brokerKey, abi.encode(keccak256("after"), bytes32(0)));
        Result[] memory results = ledger.execute(batch);
        require(results[0] == Result.APPLIED && results[1] == Result.APPLIED, "applied");
        require(results[2] == Result.JURISDICTION_PAUSED, "paused at once");
    }

    function test_RedIsReleasedByTwoPeopleNotByTwoKeys() public {
        File memory orange = _accepted(cn, "EXPORT", "ORANGE");
        File memory file = _accepted(cn, "EXPORT", "RED");
        require(_run(_decision(file, cn.officer1, _release())) == Result.APPLIED, "first vote");
        require(_state(file) == ACCEPTED, "one is not enough");
        require(_run(_decision(file, cn.officer1Second, _release())) == Result.ALREADY_VOTED, "same person");
        require(_state(file) == ACCEPTED, "still");
        require(_run(_decision(file, cn.officer2, _release())) == Result.APPLIED, "second person");
        require(_state(file) == RELEASED, "released");
        require(_run(_decision(orange, cn.officer1, _release())) == Result.APPLIED, "one suffices below red");
        require(_state(orange) == RELEASED, "released by one");
    }

    function test_AHoldStopsARelease() public {
        File memory file = _accepted(my, "IMPORT", "GREEN");
        SignedAction memory action = _openControl(file, my.agencyKey, "HOLD");
        bytes32 hold = ledger.digestOf(action.kind, action.body);
        require(_run(action) == Result.APPLIED, "hold");
        require(ledger.declarationOf(file.caseId, file.declarationId).openHolds == 1, "one hold");
        require(_run(_releaseOver(hold, file)) == Result.OPEN_HOLD, "refused");
        require(_run(_closeControl(file, my.officer1, hold)) == Result.NOT_CONTROL_AUTHORITY, "not the office's");
        action = _closeControl(file, my.agencyKey, hold);
        require(_run(action) == Result.APPLIED, "lifted");
        require(_run(_releaseOver(hold, file)) == Result.CONFLICT, "over an older head");
        bytes32 lifted = ledger.digestOf(action.kind, action.body);
        require(_run(_releaseOver(lifted, file)) == Result.APPLIED, "released");
        require(_state(file) == RELEASED, "released");
    }

    function test_NeitherSideActsForTheOther() public {
        File memory file = _declare(my, "IMPORT");
        Choice memory accept = Choice("ACCEPTED", "RISK_LOW", "GREEN", 0, 0);
        require(_run(_decision(file, cn.officer1, accept)) == Result.WRONG_JURISDICTION, "officer");
        require(_run(_decision(file, my.brokerKey, accept)) == Result.MISSING_ROLE, "broker");
        require(_state(file) == RECEIVED, "undecided");
        bytes memory fields = abi.encode(my.broker, keccak256("SUSPENDED"), keccak256("LICENCE_WITHDRAWN"));
        SignedAction memory action = _council(Kind.SET_PARTY_STATUS, cn.number, fields, "");
        require(_run(action) == Result.WRONG_JURISDICTION, "council for a foreign party");
        action = _unsigned(Kind.SET_PARTY_STATUS, _header(my.code), fields);
        _signAll(action, model.membersOf(cn.number));
        require(_run(action) == Result.NOT_COUNCIL_MEMBER, "council in the other's name");
        require(!registry.partyOf(registry.keyOf(my.brokerKey).party).suspended, "untouched");
    }

    function test_AnAmendmentLeavesEndorsementsBehind() public {
        File memory file = _declare(my, "IMPORT");
        require(_run(_endorse(file, cn.officer1)) == Result.APPLIED, "endorse");
        bytes32 root = keccak256("next");
        bytes memory fields = abi.encode(file.caseId, file.documentId, file.root, root, keccak256("CARGO_CHANGED"));
        require(_run(_act(Kind.AMEND_DOCUMENT, my.brokerKey, fields)) == Result.APPLIED, "amend");
        ILedger.Version memory old = ledger.versionOf(file.caseId, file.documentId, file.root);
        ILedger.Version memory fresh = ledger.versionOf(file.caseId, file.documentId, root);
        require(old.endorsements == 1 && old.superseded && old.number == 1, "old");
        require(fresh.endorsements == 0 && !fresh.superseded && fresh.number == 2, "new");
        require(_run(_endorse(file, cn.brokerKey)) == Result.SUPERSEDED_VERSION, "too late");
    }

    function test_OnlyTheLedgerChecksSignaturesAndWritesTheRegistry() public {
        vm.expectRevert(abi.encodeWithSelector(ILedger.LedgerSelfCallOnly.selector, address(this)));
        ledger.checkSignature("", 0, "");
        vm.expectRevert(abi.encodeWithSignature("RegistryLedgerOnly(address)", address(this)));
        registry.applyCouncil(Kind.RESUME_JURISDICTION, "", "");
        vm.expectRevert(abi.encodeWithSignature("RegistryLedgerOnly(address)", address(this)));
        registry.applyRotation(cn.brokerKey, "");
    }

    /// @dev A release over a head of the ledger that the model knows nothing of.
    function _releaseOver(bytes32 head, File memory file) private returns (SignedAction memory) {
        bytes memory fields = _decisionFields(file, _release());
        for (uint256 i = 0; i < 32; i++) fields[64 + i] = head[i];
        return _act(Kind.DECIDE_CLEARANCE, my.officer1, fields);
    }

    function _run(SignedAction memory action) private returns (Result) {
        return ledger.execute(_one(action))[0];
    }

    function _state(File memory file) private view returns (uint8) {
        return ledger.declarationOf(file.caseId, file.declarationId).state;
    }
}
