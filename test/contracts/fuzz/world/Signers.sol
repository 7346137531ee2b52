// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {vm} from "./Vm.sol";

/// @notice The key ring of the tests: secp256k1 wallets, P-256 keys and passkeys, all derived from fixed secrets.
abstract contract Signers {
    enum Scheme {
        ADDRESS,
        P256,
        PASSKEY
    }

    struct RingKey {
        uint256 secret;
        Scheme scheme;
        bytes signer;
    }

    uint256 internal constant P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551;
    uint256 internal constant SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    string internal constant ORIGIN = "http://signer.localhost:8788";

    address internal p256Verifier;
    address internal passkeyVerifier;
    mapping(bytes32 keyId => RingKey) internal ring;
    uint256 private made;

    /// @dev Makes a key that nobody has enrolled yet.
    function _newKey(Scheme scheme) internal returns (bytes32 keyId) {
        uint256 secret = uint256(keccak256(abi.encode("corridor test key", ++made))) >> 8;
        bytes memory signer = _signerOf(scheme, secret);
        keyId = keccak256(signer);
        ring[keyId] = RingKey(secret, scheme, signer);
    }

    function _signerOf(Scheme scheme, uint256 secret) private view returns (bytes memory) {
        if (scheme == Scheme.ADDRESS) return abi.encodePacked(vm.addr(secret));
        (uint256 x, uint256 y) = vm.publicKeyP256(secret);
        if (scheme == Scheme.P256) return abi.encodePacked(p256Verifier, x, y);
        return abi.encodePacked(passkeyVerifier, x, y, sha256("signer.localhost"), ORIGIN);
    }

    /// @dev A signature as the owner of the key would make it.
    function _rawSignature(bytes32 keyId, bytes32 digest) internal view returns (bytes memory) {
        RingKey storage key = ring[keyId];
        if (key.scheme == Scheme.ADDRESS) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(key.secret, digest);
            return abi.encodePacked(r, s, v);
        }
        return key.scheme == Scheme.P256 ? _p256(key.secret, digest) : _assertion(key.secret, digest);
    }

    function _p256(uint256 secret, bytes32 digest) private pure returns (bytes memory) {
        (bytes32 r, bytes32 s) = vm.signP256(secret, digest);
        if (uint256(s) > P256_ORDER / 2) s = bytes32(P256_ORDER - uint256(s));
        return abi.encodePacked(r, s);
    }

    /// @dev What an authenticator and a browser make of a challenge: user present and verified, counter 1.
    function _assertion(uint256 secret, bytes32 digest) private pure returns (bytes memory) {
        bytes memory authenticatorData = abi.encodePacked(sha256("signer.localhost"), hex"0500000001");
        bytes memory clientData = abi.encodePacked(
            '{"type":"webauthn.get","challenge":"',
            _base64Url(digest),
            '","origin":"',
            ORIGIN,
            '","crossOrigin":false}'
        );
        bytes32 message = sha256(abi.encodePacked(authenticatorData, sha256(clientData)));
        bytes memory rs = _p256(secret, message);
        (bytes32 r, bytes32 s) = abi.decode(rs, (bytes32, bytes32));
        return abi.encode(r, s, authenticatorData, clientData);
    }

    /// @dev 32 bytes are 43 characters and one of padding, which is left out.
    function _base64Url(bytes32 digest) private pure returns (bytes memory text) {
        bytes memory padded = bytes(vm.toBase64URL(abi.encodePacked(digest)));
        text = new bytes(43);
        for (uint256 i = 0; i < 43; i++) text[i] = padded[i];
    }

    function _signerBytes(bytes32 keyId) internal view returns (bytes memory) {
        return ring[keyId].signer;
    }

    function _sort(bytes32[] memory list) internal pure returns (bytes32[] memory) {
        for (uint256 i = 1; i < list.length; i++) {
            for (uint256 j = i; j > 0 && uint256(list[j - 1]) > uint256(list[j]); j--) {
                (list[j - 1], list[j]) = (list[j], list[j - 1]);
            }
        }
        return list;
    }
}
