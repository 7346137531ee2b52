// SPDX-License-Identifier: Apache-2.0
// Generated from protocol/actions.ts by scripts/generate.ts; do not edit.
pragma solidity ^0.8.28;

/// @title Kinds of action: numbers, EIP-712 type hashes, shapes of their bodies
/// @dev A shape holds the number of fields in bits 0-7, then 16 bits for each narrow field that is not in the header:
/// its width in bits (0 is a left-aligned bytes8) in the low byte, its index in the high byte; zero ends the list.
library ActionTypes {
    uint8 internal constant OPEN_CASE = 1;
    uint8 internal constant LODGE_DOCUMENT = 2;
    uint8 internal constant AMEND_DOCUMENT = 3;
    uint8 internal constant WITHDRAW_DOCUMENT = 4;
    uint8 internal constant ENDORSE_DOCUMENT = 5;
    uint8 internal constant LODGE_DECLARATION = 6;
    uint8 internal constant AMEND_DECLARATION = 7;
    uint8 internal constant DECIDE_CLEARANCE = 8;
    uint8 internal constant OPEN_CONTROL = 9;
    uint8 internal constant CLOSE_CONTROL = 10;
    uint8 internal constant RECORD_EVENTS = 11;
    uint8 internal constant CANCEL_ACTION = 12;
    uint8 internal constant ROTATE_KEY = 13;
    uint8 internal constant ENROL_PARTY = 20;
    uint8 internal constant SET_PARTY_ROLE = 21;
    uint8 internal constant SET_PARTY_STATUS = 22;
    uint8 internal constant ENROL_KEY = 23;
    uint8 internal constant REVOKE_KEY = 24;
    uint8 internal constant SET_COUNCIL = 25;
    uint8 internal constant SET_RECOVERY = 26;
    uint8 internal constant START_RECOVERY = 27;
    uint8 internal constant CANCEL_RECOVERY = 28;
    uint8 internal constant FINISH_RECOVERY = 29;
    uint8 internal constant PAUSE_JURISDICTION = 30;
    uint8 internal constant RESUME_JURISDICTION = 31;
    uint8 internal constant SET_POLICY = 32;
    uint8 internal constant ENROL_JURISDICTION = 33;
    uint8 internal constant SET_JOINT_POLICY = 34;
    uint8 internal constant SUPERSEDE = 35;

    /// @dev Bit n is the kind with number n.
    uint256 internal constant OPERATOR_KINDS = 0x1ffe;
    uint256 internal constant ROTATION_KINDS = 0x2000;
    uint256 internal constant COUNCIL_KINDS = 0x1d7f00000;
    uint256 internal constant RECOVERY_KINDS = 0x28000000;
    uint256 internal constant JOINT_KINDS = 0xe00000000;
    uint256 internal constant ATTACHMENT_KINDS = 0x22e801000;

    /// @dev Actor word of an action that every council signs together.
    bytes32 internal constant ALL_JURISDICTIONS = 0xb9e64834773bc46e69714d292c4a976eb7a3434137db5e550001cdd7edc49028;

    /// @notice Type hash and shape of a kind; both zero if the kind is unknown.
    function describe(uint8 kind) internal pure returns (bytes32 typeHash, uint256 shape) {
        // DecideClearance(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 declarationId,bytes32 expected,string outcome,string reason,string lane,bytes32 documentId,bytes32 root,uint64 validUntil,bytes32 conditions)
        if (kind == DECIDE_CLEARANCE) {
            return (0xb67879f684e8ea26b9c7c7fbd6900484e1aeb9af9ec8744402e57d437568bbd5, 0xd400f);
        }
        // AmendDocument(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 documentId,bytes32 supersedes,bytes32 root,string reason)
        if (kind == AMEND_DOCUMENT) {
            return (0x99e6ba04ee608feeefdabfe9ff1700733fd009e262ec0510b45eeb9b5f0ce2e6, 0xa);
        }
        // LodgeDeclaration(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,string procedure,bytes8 officeId,bytes32 documentId,bytes32 root)
        if (kind == LODGE_DECLARATION) {
            return (0x690c091b931b5faddea166ad7c852736c5678b89aaa75ce094a0a1952c39de99, 0x7000a);
        }
        // AmendDeclaration(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 declarationId,bytes32 expected,bytes32 documentId,bytes32 root)
        if (kind == AMEND_DECLARATION) {
            return (0x747047a0f61f122a150aedb75fba6e0a70044c3c1b22b1e3eb397ea400d530bb, 0xa);
        }
        // OpenControl(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 declarationId,string control,string reason,uint64 dueBy)
        if (kind == OPEN_CONTROL) {
            return (0xe5d504c830d202ff688178f1310a56fc33be5af122e13f1633240d03c4b6d0f2, 0x9400a);
        }
        // CloseControl(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 declarationId,bytes32 controlId,string result,string reason)
        if (kind == CLOSE_CONTROL) {
            return (0x2d9e67fec8a448fbc16736e98fc9f8a0e3d6901e3c020b6c7f762fa2d5d64423, 0xa);
        }
        // RecordEvents(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,string milestone,uint64 occurredAt,bytes32 root,uint32 count)
        if (kind == RECORD_EVENTS) {
            return (0x31e608ff0da6c41cb6bc1bd27aa7ca2d1433bfee62bef0bc60ecc4df8601be5f, 0x92007400a);
        }
        // WithdrawDocument(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 documentId,bytes32 root,string reason)
        if (kind == WITHDRAW_DOCUMENT) {
            return (0x9d52a3512ce8b4bf480c276166c1bddac340b7655057259088132dae2563a917, 0x9);
        }
        // LodgeDocument(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,uint16 documentType,bytes32 root)
        if (kind == LODGE_DOCUMENT) {
            return (0x4f45868d3ef254f811fc5b7e49e2af993aadbd2d7da503fe684643c36b60e154, 0x61008);
        }
        // EndorseDocument(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 documentId,bytes32 root)
        if (kind == ENDORSE_DOCUMENT) {
            return (0x58bf183810b99854686dec35f446d5ef87b1d6400d68530aa25fcf81aa3699f5, 0x8);
        }
        // OpenCase(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 caseId,bytes32 envelope)
        if (kind == OPEN_CASE) {
            return (0xb282bc06f1c75b37e3bc46f27b8d63c34ad39ca5c7f569456a20b27bb36a19bd, 0x7);
        }
        // CancelAction(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 action)
        if (kind == CANCEL_ACTION) {
            return (0x4fb781b97f64675e7d31d42af8d8ab4083bdfbe8fd4850055662e68b09dba1b1, 0x6);
        }
        // RotateKey(bytes32 ledgerId,bytes32 keyId,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 newKeyId)
        if (kind == ROTATE_KEY) {
            return (0x5380731fb15290d40f60a45379fb980aa1933c7e448576600d8c46f88ae0601f, 0x6);
        }
        // EnrolParty(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes8 partyId,string role,bytes32 profile)
        if (kind == ENROL_PARTY) {
            return (0x826eacbf0150e762dcda302f3d7f334379d22f4c9305f3fbdb7356d4152a2d92, 0x50008);
        }
        // SetPartyRole(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes8 partyId,string role,bool granted)
        if (kind == SET_PARTY_ROLE) {
            return (0x4e177c5939acd728de08ebd2b210828f50e26bcc9beef1007d7b641076dc36f6, 0x701050008);
        }
        // SetPartyStatus(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes8 partyId,string status,string reason)
        if (kind == SET_PARTY_STATUS) {
            return (0xb9b1978bfc075c89bcf763ab8e528f7404e7214eca1664aef7024b3d10e14e19, 0x50008);
        }
        // EnrolKey(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 enrolledKeyId,bytes8 partyId,bytes8 operatorId,uint64 validFrom,uint64 validUntil)
        if (kind == ENROL_KEY) {
            return (0xd72f7b1805b1f7559088008a040b43390f58d3c7b8636242da1bf24bbfe600e6, 0x9400840070006000a);
        }
        // RevokeKey(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 revokedKeyId,uint64 suspectFrom,string reason)
        if (kind == REVOKE_KEY) {
            return (0x849ea391f9bf5c891c3fb7b810c014796e47674b9930c062552214785104f285, 0x64008);
        }
        // SetCouncil(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 members,uint8 threshold)
        if (kind == SET_COUNCIL) {
            return (0xd58b0c21075b20de891e3b14602276f85ef53a6cb5e70c164ac719cee5d2bc9e, 0x60807);
        }
        // SetRecovery(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 members,uint8 threshold,uint64 delay)
        if (kind == SET_RECOVERY) {
            return (0x15a491f2958f3030093f5f709b327653cf0c406df684658e6eb2aaa347a998b2, 0x740060808);
        }
        // StartRecovery(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 members,uint8 threshold)
        if (kind == START_RECOVERY) {
            return (0x4319a6f0bba5bee1fab58ff4547d8b0c42f8fa5e8ec603c5b808f9498af23891, 0x60807);
        }
        // CancelRecovery(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 members)
        if (kind == CANCEL_RECOVERY) {
            return (0x03d3d85b14021b0c139724f9cae7c9ed1f827e9f93be51ee41361ab62fcd7f54, 0x6);
        }
        // FinishRecovery(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bytes32 members,uint8 threshold)
        if (kind == FINISH_RECOVERY) {
            return (0x4a416d4e6fda104a1f76e0605f6b6a822521ddf106a8314caeba14ebf1bc899a, 0x60807);
        }
        // PauseJurisdiction(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,string reason)
        if (kind == PAUSE_JURISDICTION) {
            return (0x32821efccd9c0dd0c4f1bbea40bd7bb1354600e729bcb1831dd4d2d424e20ac2, 0x6);
        }
        // ResumeJurisdiction(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline)
        if (kind == RESUME_JURISDICTION) {
            return (0x527dba8fba113957d0d5ecb19570decd77ea7b4c5eec33958f38e50b4745dc72, 0x5);
        }
        // SetPolicy(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,uint8 quorumGreen,uint8 quorumYellow,uint8 quorumOrange,uint8 quorumRed,uint8 minimumEndorsements,string minimumLane,bool arrivalRequired)
        if (kind == SET_POLICY) {
            return (0xd87efc143131f6935c6c86105d224c65ee9cd9a534f94df918609c873f9cefc0, 0xb01090808080708060805080c);
        }
        // EnrolJurisdiction(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,string newJurisdiction,bytes32 members,uint8 threshold)
        if (kind == ENROL_JURISDICTION) {
            return (0x37908cbf863a32f6b1b0ddd5511c1ca8aae924f0f8994b67406c3385c0e72744, 0x70808);
        }
        // SetJointPolicy(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,bool mutualRecognition)
        if (kind == SET_JOINT_POLICY) {
            return (0x625bc6ede95620741e7ce758f5e0a69ec591064104f95747611d2c9d04535887, 0x50106);
        }
        // Supersede(bytes32 ledgerId,string jurisdiction,uint64 signedAt,uint64 notBefore,uint64 deadline,address successor,bytes32 codeHash,uint64 finalSequence,bytes32 logRoot)
        if (kind == SUPERSEDE) {
            return (0xc41256b75bf6cef714ab3638eb013df2d5c21016cd4cc22c7b114754962c66f7, 0x74005a009);
        }
        return (0, 0);
    }
}
