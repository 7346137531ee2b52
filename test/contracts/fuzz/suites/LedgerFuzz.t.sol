// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Scenario} from "../scenarios/Scenario.sol";

/// @notice Single actions with random content, random damage and random gas.
contract LedgerFuzzTest is Scenario {
    function setUp() public {
        _settle();
    }

    /// @notice Properly signed words that mean nothing, or nearly something, are judged as the model judges them.
    /// hardhat-config: fuzz.runs = 200
    function testFuzz_AnyWordsAreJudgedAlike(uint8 kind, uint256 who, uint256[10] memory words, uint256 narrow) public {
        kind = kind % 40;
        bytes memory fields;
        uint256 count = _fieldsOf(kind);
        for (uint256 i = 0; i < count; i++) {
            // mostly small numbers, so that narrow fields are passed as often as not
            bool small = (narrow >> (8 * i)) & 7 != 0;
            fields = bytes.concat(fields, bytes32(small ? words[i] % 3 : words[i]));
        }
        bytes32[4] memory keyIds = [cn.brokerKey, cn.officer1Second, my.carrierKey, my.brokerPasskey];
        _submit(_by(kind, who, keyIds[who % 4], fields));
    }

    /// @notice No bit of a signed action can be changed: it is refused, or it is the same action still.
    /// hardhat-config: fuzz.runs = 150
    function testFuzz_NoBitOfASignedActionCanBeChanged(uint256 bit, uint8 which) public {
        SignedAction memory action = _signedByAny(which);
        bytes memory part = action.body;
        if (which & 4 != 0) part = action.signatures[0].signature;
        if (which & 8 != 0) part = action.signatures[0].signer;
        // a passkey's signature ends in padding that means nothing: only r and s are looked at here
        uint256 length = which & 4 != 0 && part.length > 65 ? 64 : part.length;
        bit = bit % (8 * length);
        part[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        Result result = _submit(action);
        require(result != Result.APPLIED && result != Result.UNPROCESSED, "refused");
    }

    /// @notice Whatever gas a relayer gives, a valid action is applied or left alone, never refused; nor is it lost.
    /// hardhat-config: fuzz.runs = 150
    function testFuzz_NoGasLimitTurnsAValidActionDown(uint256 gas, uint8 which) public {
        SignedAction memory action = _signedByAny(which);
        gas = 60_000 + (gas % 2_200_000);
        uint64 before = ledger.sequence();
        try ledger.execute{gas: gas}(_one(action)) returns (Result[] memory results) {
            bool applied = ledger.sequence() == before + 1;
            require(results[0] == (applied ? Result.APPLIED : Result.UNPROCESSED), "applied or untouched");
            if (applied) return;
        } catch {
            require(ledger.sequence() == before, "nothing of it");
        }
        _expect(Result.APPLIED, action, "later, with enough gas");
    }

    /// @notice In a batch, gas that runs out leaves a prefix applied and the rest untouched.
    /// hardhat-config: fuzz.runs = 60
    function testFuzz_GasThatRunsOutCutsABatch(uint256 gas, uint8 which) public {
        SignedAction[] memory batch = new SignedAction[](6);
        for (uint256 i = 0; i < batch.length; i++) batch[i] = _signedByAny(uint8(which + i));
        gas = 500_000 + (gas % 2_000_000);
        uint64 before = ledger.sequence();
        Result[] memory results = ledger.execute{gas: gas}(batch);
        uint256 applied = ledger.sequence() - before;
        for (uint256 i = 0; i < batch.length; i++) {
            Result expected = i < applied ? Result.APPLIED : Result.UNPROCESSED;
            if (results[i] != expected) revert UnexpectedResult("batch", expected, results[i]);
        }
        for (uint256 i = 0; i < batch.length; i++) model.step(batch[i], clock);
        results = ledger.execute(batch);
        for (uint256 i = 0; i < batch.length; i++) {
            Result expected = i < applied ? Result.DUPLICATE : Result.APPLIED;
            if (results[i] != expected) revert UnexpectedResult("retry", expected, results[i]);
            _compareRecords(batch[i]);
        }
    }

    /// @dev A valid action by a wallet, a P-256 key, a passkey or a council.
    function _signedByAny(uint8 which) private returns (SignedAction memory) {
        uint256 choice = which % 4;
        if (choice == 3) return _council(Kind.RESUME_JURISDICTION, 1 + (which / 64) % 2, "", "");
        if (choice == 2) return _act(Kind.OPEN_CASE, my.brokerPasskey, abi.encode(_fresh(), _fresh()));
        if (choice == 0) return _act(Kind.OPEN_CASE, cn.brokerKey, abi.encode(_fresh(), _fresh()));
        File memory file;
        file.caseId = _openCase(cn);
        (file.documentId, file.root) = _lodge(file.caseId, cn.brokerKey);
        return _endorse(file, my.officer1Second);
    }

    function _by(uint8 kind, uint256 who, bytes32 keyId, bytes memory fields) private returns (SignedAction memory) {
        uint8 jurisdiction = uint8(1 + (who / 4) % 2);
        if (kind == Kind.ROTATE_KEY) return _rotation(keyId, fields);
        if (kind < Kind.ENROL_PARTY) return _act(kind, keyId, fields);
        if (kind >= Kind.ENROL_JURISDICTION) return _joint(kind, fields, "");
        return _council(kind, jurisdiction, fields, "");
    }

    function _rotation(bytes32 keyId, bytes memory fields) private returns (SignedAction memory action) {
        action = _act(Kind.ROTATE_KEY, keyId, fields);
        _sign(action, cn.broker2Key);
    }

    /// @dev Number of fields after the header.
    function _fieldsOf(uint8 kind) private pure returns (uint256) {
        bytes memory counts = hex"00020305040305050a0505050101000000000000030303050302030201020100070301040000";
        return kind < counts.length ? uint8(counts[kind]) : 0;
    }
}
