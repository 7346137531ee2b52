// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

/// @title Passkeys pinned to their relying party and exact origin
/// @notice ERC-7913 verifier of WebAuthn assertions. An assertion counts only if the authenticator made it for the
/// enrolled relying party, with user verification, and the browser for a page of the enrolled origin that was not
/// embedded in another. A page on another port, subdomain or related origin shares the relying party, never the origin.
/// @dev Key: qx, qy, SHA-256 of the relying party id, origin as UTF-8. Signature: `abi.encode(bytes32 r, bytes32 s,
/// bytes authenticatorData, bytes clientDataJSON)`. Bytes that do not decode revert. Trust: a browser never lets a page
/// choose `origin` or `crossOrigin`, and serialises the client data as WebAuthn Level 3 section 5.8.1.1 says.
/// @custom:stateless
contract PinnedWebAuthnVerifier is IERC7913SignatureVerifier {
    /// @dev qx, qy and the hash of the relying party id.
    uint256 private constant KEY_FIXED_BYTES = 96;
    /// @dev Relying party hash, flags, signature counter.
    uint256 private constant AUTHENTICATOR_DATA_MIN_BYTES = 37;

    bytes1 private constant FLAG_USER_PRESENT = 0x01;
    bytes1 private constant FLAG_USER_VERIFIED = 0x04;
    bytes1 private constant FLAG_BACKUP_ELIGIBLE = 0x08;
    bytes1 private constant FLAG_BACKED_UP = 0x10;

    /// @inheritdoc IERC7913SignatureVerifier
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (key.length <= KEY_FIXED_BYTES) return 0xffffffff;
        bytes calldata authenticatorData = _bytesAt(signature, 64);
        bytes calldata clientData = _bytesAt(signature, 96);
        if (!_isForRelyingParty(authenticatorData, bytes32(key[64:96]))) return 0xffffffff;
        if (!_isForOrigin(clientData, hash, key[KEY_FIXED_BYTES:])) return 0xffffffff;
        bytes32 signed = sha256(bytes.concat(authenticatorData, sha256(clientData)));
        bytes32 r = bytes32(signature[:32]);
        bytes32 s = bytes32(signature[32:64]);
        if (!P256.verify(signed, r, s, bytes32(key[:32]), bytes32(key[32:64]))) return 0xffffffff;
        return IERC7913SignatureVerifier.verify.selector;
    }

    /// @dev Dynamic member of an ABI encoding, left in calldata; reverts if it does not lie within `data`.
    /// @param head position of the member's offset
    function _bytesAt(bytes calldata data, uint256 head) private pure returns (bytes calldata) {
        uint256 start = uint256(bytes32(data[head:head + 32])) + 32;
        uint256 length = uint256(bytes32(data[start - 32:start]));
        return data[start:start + length];
    }

    function _isForRelyingParty(bytes calldata authenticatorData, bytes32 rpIdHash) private pure returns (bool) {
        if (authenticatorData.length < AUTHENTICATOR_DATA_MIN_BYTES) return false;
        if (bytes32(authenticatorData[:32]) != rpIdHash) return false;
        bytes1 flags = authenticatorData[32];
        if (flags & FLAG_USER_PRESENT == 0 || flags & FLAG_USER_VERIFIED == 0) return false;
        // a credential that cannot be backed up is never backed up (WebAuthn Level 3, section 7.2)
        return flags & FLAG_BACKUP_ELIGIBLE != 0 || flags & FLAG_BACKED_UP == 0;
    }

    /// @dev The limited verification algorithm of WebAuthn Level 3, section 5.8.1.2, with nothing left open.
    function _isForOrigin(bytes calldata clientData, bytes32 challenge, bytes calldata origin)
        private
        pure
        returns (bool)
    {
        bytes memory start = bytes.concat(
            '{"type":"webauthn.get","challenge":"',
            bytes(Base64.encodeURL(bytes.concat(challenge))),
            '","origin":"',
            origin,
            '","crossOrigin":false'
        );
        uint256 length = clientData.length;
        if (length <= start.length || clientData[length - 1] != "}") return false;
        if (clientData[start.length] != "," && length != start.length + 1) return false;
        return keccak256(clientData[:start.length]) == keccak256(start);
    }
}
