// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Hashes of comma-separated codes, as actions carry them.
function codeHashes(string memory codes) pure returns (bytes32[] memory list) {
    bytes memory text = bytes(codes);
    uint256 count = 1;
    for (uint256 i = 0; i < text.length; i++) if (text[i] == ",") count++;
    list = new bytes32[](count);
    uint256 start = 0;
    uint256 next = 0;
    for (uint256 i = 0; i <= text.length; i++) {
        if (i < text.length && text[i] != ",") continue;
        bytes memory code = new bytes(i - start);
        for (uint256 j = start; j < i; j++) code[j - start] = text[j];
        list[next++] = keccak256(code);
        start = i + 1;
    }
}
