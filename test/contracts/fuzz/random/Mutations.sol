// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Signature, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {CouncilDrafts} from "./CouncilDrafts.sol";

/// @notice Turns drafts into signed actions and spoils some of them: before signing, as a careless or wicked signer
/// would, or afterwards, as a wicked relayer would.
abstract contract Mutations is CouncilDrafts {
    /// @dev One random action: fresh, replayed, kept back before, or a cancellation of one of those.
    function _anything() internal returns (SignedAction memory action) {
        uint256 roll = _roll(100);
        if (roll < 5 && history.length > 0) action = _decoded(history[_roll(history.length)]);
        else if (roll < 9 && withheld.length > 0) action = _decoded(withheld[_roll(withheld.length)]);
        else if (roll < 14) action = _signed(_draftCancellation());
        else action = _signed(_draft());
        if (_chance(12)) _tamper(action);
    }

    /// @dev Signs an action and keeps it back.
    function _withhold() internal {
        SignedAction memory action = _signed(_draft());
        if (withheld.length < 12) withheld.push(abi.encode(action));
        else withheld[_roll(12)] = abi.encode(action);
    }

    function _decoded(bytes storage encoded) private pure returns (SignedAction memory) {
        return abi.decode(encoded, (SignedAction));
    }

    function _draft() private returns (Draft memory) {
        if (cases.length == 0) return _draftOpenCase();
        if (versionRefs.length == 0) return _draftLodgeDocument();
        uint256 roll = _roll(105);
        if (roll < 3) return _draftOpenCase();
        if (roll < 10) return _draftLodgeDocument();
        if (roll < 14) return _draftAmendDocument();
        if (roll < 16) return _draftWithdrawDocument();
        if (roll < 25) return _draftEndorse();
        if (roll < 33 || declarationRefs.length == 0) return _draftLodgeDeclaration();
        if (roll < 38) return _draftAmendDeclaration();
        if (roll < 68) return _draftDecision();
        if (roll < 74) return _draftOpenControl();
        if (roll < 83) return _draftCloseControl();
        if (roll < 88) return _draftEvents();
        if (roll < 90) return _draftRotation();
        return _draftCouncil();
    }

    function _draftCancellation() private returns (Draft memory draft) {
        if (history.length == 0 || withheld.length == 0) return _draft();
        SignedAction memory target = _decoded(_chance(70) ? withheld[_roll(withheld.length)] : history[_roll(history.length)]);
        if (target.body.length < 64) return _draft();
        bytes32 keyId = _word(target.body, 1);
        if (_chance(10) || ring[keyId].secret == 0) keyId = _keyFor(_anyParty());
        draft = _by(Kind.CANCEL_ACTION, keyId, abi.encode(model.digestOf(target.kind, target.body)));
        draft.attachment = bytes.concat(bytes1(target.kind), target.body);
        if (_chance(5)) draft.attachment = bytes.concat(draft.attachment, hex"00");
    }

    function _signed(Draft memory draft) internal returns (SignedAction memory action) {
        if (_chance(4) && draft.signers.length == 1) {
            draft.actor = _keyFor(_anyParty());
            draft.signers[0] = draft.actor;
        }
        Header memory header = _header(draft.actor);
        if (_chance(7)) _spoilHeader(header);
        action = _unsigned(draft.kind, header, draft.fields);
        action.attachment = draft.attachment;
        if (draft.fields.length > 0 && _chance(5)) _spoilField(action);
        if (draft.kind >= Kind.ROTATE_KEY && _chance(10)) _spoilSigners(draft);
        _signAll(action, draft.signers);
    }

    function _spoilHeader(Header memory header) private {
        uint256 roll = _roll(7);
        if (roll == 0) header.ledgerId = _randomWord();
        else if (roll == 1) header.signedAt = clock + 298 + _roll(5);
        else if (roll == 2) header.deadline = header.signedAt + 72 hours - 1 + _roll(3);
        else if (roll == 3) header.deadline = header.signedAt - 1 + _roll(2);
        else if (roll == 4) (header.signedAt, header.deadline) = (clock - 1 hours, clock - 1 + _roll(2));
        else if (roll == 5) header.notBefore = clock + _roll(4 hours);
        else header.deadline = type(uint64).max + _roll(2);
    }

    /// @dev One field becomes zero, one, anything, another field, or too wide by a bit.
    function _spoilField(SignedAction memory action) private {
        uint256 words = action.body.length / 32;
        uint256 index = 5 + _roll(words - 5);
        uint256 roll = _roll(6);
        bytes32 word = bytes32(roll);
        if (roll == 2) word = _randomWord();
        else if (roll == 3) word = _word(action.body, _roll(words));
        else if (roll == 4) word = _word(action.body, index) | bytes32(uint256(1) << _roll(256));
        else if (roll == 5) word = _anyCase();
        _setWord(action, index, word);
    }

    function _spoilSigners(Draft memory draft) private {
        uint256 i = _roll(draft.signers.length);
        uint256 j = _roll(draft.signers.length);
        uint256 roll = _roll(4);
        if (roll == 3) draft.signers = _first(draft.signers, draft.signers.length - 1);
        else if (roll == 0) (draft.signers[i], draft.signers[j]) = (draft.signers[j], draft.signers[i]);
        else if (roll == 1) draft.signers[i] = draft.signers[j];
        else draft.signers[i] = _keyFor(_anyParty());
    }

    /// @dev What a relayer can do to an action that people signed.
    function _tamper(SignedAction memory action) private {
        if (action.signatures.length == 0) return;
        uint256 i = _roll(action.signatures.length);
        uint256 roll = _roll(10);
        if (roll == 0) action.signatures[i].signature = _rawSignature(_keyFor(_anyParty()), _randomWord());
        else if (roll == 1) _flipBit(action.signatures[i].signature, 64); // r or s: what follows may be padding
        else if (roll == 2) _flipBit(action.body, action.body.length);
        else if (roll == 3) action.kind = uint8(1 + _roll(36));
        else if (roll == 4) action.signatures[i].signer = _signerBytes(_keyFor(_anyParty()));
        else if (roll == 5) _append(action, action.signatures[i]);
        else if (roll == 6) action.signatures[i].signature = "";
        else if (roll == 7) action.attachment = bytes.concat(action.attachment, hex"00");
        else if (roll == 8) _forge(action, i);
        else _cut(action);
    }

    /// @dev Somebody else's key signs under the victim's name.
    function _forge(SignedAction memory action, uint256 i) private {
        bytes32 keyId = _keyFor(_anyParty());
        if (keyId == keccak256(action.signatures[i].signer)) return;
        action.signatures[i].signature = _rawSignature(keyId, model.digestOf(action.kind, action.body));
    }

    function _cut(SignedAction memory action) private {
        if (_chance(50)) {
            delete action.signatures;
        } else {
            bytes memory shorter = new bytes(action.body.length - 1);
            for (uint256 i = 0; i < shorter.length; i++) shorter[i] = action.body[i];
            action.body = shorter;
        }
    }

    /// @dev One bit of the first `length` bytes.
    function _flipBit(bytes memory data, uint256 length) private {
        if (data.length < length) length = data.length;
        if (length == 0) return;
        uint256 bit = _roll(8 * length);
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }
}
