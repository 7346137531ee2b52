// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../../contracts/interfaces/ILedger.sol";
import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {ReferenceModel} from "../model/ReferenceModel.sol";
import {vm} from "./Vm.sol";

/// @notice Deploys the production artifacts by name: the very bytecode that is deployed elsewhere, not compiled again.
library Deployment {
    function verifiers() internal returns (address[] memory list) {
        list = new address[](2);
        list[0] = _create(vm.getCode("ERC7913P256Verifier.sol:ERC7913P256Verifier"));
        list[1] = _create(vm.getCode("PinnedWebAuthnVerifier.sol:PinnedWebAuthnVerifier"));
    }

    /// @dev The registry names the address that the ledger gets as the next contract of this deployer.
    /// `ReferenceModel.Founder` has the fields of the registry's own struct, in its order.
    function ledger(bytes32 ledgerId, address[] memory allowed, ReferenceModel.Founder[] memory founders)
        internal
        returns (ILedger, IRegistry)
    {
        address next = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        bytes memory code = vm.getCode("Registry.sol:Registry");
        address registry = _create(bytes.concat(code, abi.encode(next, allowed, founders)));
        code = vm.getCode("Ledger.sol:Ledger");
        return (ILedger(_create(bytes.concat(code, abi.encode(registry, ledgerId)))), IRegistry(registry));
    }

    function _create(bytes memory code) private returns (address deployed) {
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        require(deployed != address(0), "not deployed");
    }
}
