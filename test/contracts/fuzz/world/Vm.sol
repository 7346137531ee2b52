// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The few cheatcodes that these tests use, as the test runner serves them.
interface Vm {
    /// @notice One recorded event.
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function addr(uint256 secret) external pure returns (address);
    function sign(uint256 secret, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function publicKeyP256(uint256 secret) external pure returns (uint256 x, uint256 y);
    /// @notice Signs on P-256; `s` may be in the upper half of the order.
    function signP256(uint256 secret, bytes32 digest) external pure returns (bytes32 r, bytes32 s);
    /// @notice Base64url with padding.
    function toBase64URL(bytes calldata data) external pure returns (string memory);
    /// @notice Creation code of a compiled contract, by `file:name`.
    function getCode(string calldata artifact) external view returns (bytes memory);
    function warp(uint256 timestamp) external;
    function getNonce(address account) external view returns (uint64);
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function expectRevert(bytes calldata revertData) external;
    function toString(uint256 value) external pure returns (string memory);
}

/// @dev The usual cheatcode address.
Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
