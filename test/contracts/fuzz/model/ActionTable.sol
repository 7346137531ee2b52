// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Whose signatures a kind carries.
enum Authority {
    NONE,
    OPERATOR,
    ROTATION,
    COUNCIL,
    RECOVERY,
    JOINT
}

/// @notice Numbers of the kinds, as people read them in `protocol/actions.ts`.
library Kind {
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
}

/// @notice The EIP-712 types of all kinds, written out by hand and read at deployment, so that a slip of the generator
/// that writes the production table shows here.
abstract contract ActionTable {
    /// @dev `bits` holds one entry per word: the width of an integer, 256 for a full word, LEFT_8 for bytes8.
    struct KindRow {
        Authority authority;
        bytes32 typeHash;
        uint16[] bits;
        bool takesAttachment;
    }

    uint16 internal constant LEFT_8 = 1000;

    mapping(uint8 kind => KindRow) internal kindRows;

    string private constant TIMES = ",uint64 signedAt,uint64 notBefore,uint64 deadline";

    constructor() {
        _operatorKinds();
        _registryKinds();
        _councilKinds();
    }

    function _operatorKinds() private {
        _operator(1, "OpenCase", ",bytes32 caseId,bytes32 envelope");
        _operator(2, "LodgeDocument", ",bytes32 caseId,uint16 documentType,bytes32 root");
        _operator(
            3,
            "AmendDocument",
            ",bytes32 caseId,bytes32 documentId,bytes32 supersedes,bytes32 root,string reason"
        );
        _operator(4, "WithdrawDocument", ",bytes32 caseId,bytes32 documentId,bytes32 root,string reason");
        _operator(5, "EndorseDocument", ",bytes32 caseId,bytes32 documentId,bytes32 root");
        _operator(
            6,
            "LodgeDeclaration",
            ",bytes32 caseId,string procedure,bytes8 officeId,bytes32 documentId,bytes32 root"
        );
        _operator(
            7,
            "AmendDeclaration",
            ",bytes32 caseId,bytes32 declarationId,bytes32 expected,bytes32 documentId,bytes32 root"
        );
        _operator(
            8,
            "DecideClearance",
            ",bytes32 caseId,bytes32 declarationId,bytes32 expected,string outcome,string reason,string lane,bytes32 documentId,bytes32 root,uint64 validUntil,bytes32 conditions"
        );
        _operator(
            9,
            "OpenControl",
            ",bytes32 caseId,bytes32 declarationId,string control,string reason,uint64 dueBy"
        );
        _operator(
            10,
            "CloseControl",
            ",bytes32 caseId,bytes32 declarationId,bytes32 controlId,string result,string reason"
        );
        _operator(11, "RecordEvents", ",bytes32 caseId,string milestone,uint64 occurredAt,bytes32 root,uint32 count");
        _operator(12, "CancelAction", ",bytes32 action");
        kindRows[12].takesAttachment = true;
        _operator(13, "RotateKey", ",bytes32 newKeyId");
        kindRows[13].authority = Authority.ROTATION;
    }

    function _registryKinds() private {
        _council(20, Authority.COUNCIL, false, "EnrolParty", ",bytes8 partyId,string role,bytes32 profile");
        _council(21, Authority.COUNCIL, false, "SetPartyRole", ",bytes8 partyId,string role,bool granted");
        _council(22, Authority.COUNCIL, false, "SetPartyStatus", ",bytes8 partyId,string status,string reason");
        _council(
            23,
            Authority.COUNCIL,
            true,
            "EnrolKey",
            ",bytes32 enrolledKeyId,bytes8 partyId,bytes8 operatorId,uint64 validFrom,uint64 validUntil"
        );
        _council(
            24,
            Authority.COUNCIL,
            false,
            "RevokeKey",
            ",bytes32 revokedKeyId,uint64 suspectFrom,string reason"
        );
    }

    function _councilKinds() private {
        _council(25, Authority.COUNCIL, true, "SetCouncil", ",bytes32 members,uint8 threshold");
        _council(26, Authority.COUNCIL, true, "SetRecovery", ",bytes32 members,uint8 threshold,uint64 delay");
        _council(27, Authority.RECOVERY, true, "StartRecovery", ",bytes32 members,uint8 threshold");
        _council(28, Authority.COUNCIL, false, "CancelRecovery", ",bytes32 members");
        _council(29, Authority.RECOVERY, true, "FinishRecovery", ",bytes32 members,uint8 threshold");
        _council(30, Authority.COUNCIL, false, "PauseJurisdiction", ",string reason");
        _council(31, Authority.COUNCIL, false, "ResumeJurisdiction", "");
        _council(
            32,
            Authority.COUNCIL,
            false,
            "SetPolicy",
            ",uint8 quorumGreen,uint8 quorumYellow,uint8 quorumOrange,uint8 quorumRed,uint8 minimumEndorsements,string minimumLane,bool arrivalRequired"
        );
        _council(
            33,
            Authority.JOINT,
            true,
            "EnrolJurisdiction",
            ",string newJurisdiction,bytes32 members,uint8 threshold"
        );
        _council(34, Authority.JOINT, false, "SetJointPolicy", ",bool mutualRecognition");
        _council(
            35,
            Authority.JOINT,
            false,
            "Supersede",
            ",address successor,bytes32 codeHash,uint64 finalSequence,bytes32 logRoot"
        );
    }

    function _operator(uint8 kind, string memory name, string memory fields) private {
        _kind(kind, Authority.OPERATOR, string.concat(name, "(bytes32 ledgerId,bytes32 keyId", TIMES, fields, ")"));
    }

    function _council(
        uint8 kind,
        Authority authority,
        bool takesAttachment,
        string memory name,
        string memory fields
    ) private {
        _kind(kind, authority, string.concat(name, "(bytes32 ledgerId,string jurisdiction", TIMES, fields, ")"));
        kindRows[kind].takesAttachment = takesAttachment;
    }

    /// @dev Reads the widths from the type string: each field is `type name`, fields are parted by commas.
    function _kind(uint8 kind, Authority authority, string memory typeString) private {
        KindRow storage row = kindRows[kind];
        row.authority = authority;
        row.typeHash = keccak256(bytes(typeString));
        bytes memory text = bytes(typeString);
        uint256 start = 0;
        for (uint256 i = 0; i < text.length; i++) {
            if (text[i] == "(" || text[i] == ",") start = i + 1;
            if (text[i] == " ") row.bits.push(_bits(text, start, i));
        }
    }

    function _bits(bytes memory text, uint256 from, uint256 to) private pure returns (uint16) {
        bytes memory word = new bytes(to - from);
        for (uint256 i = from; i < to; i++) word[i - from] = text[i];
        bytes32 name = keccak256(word);
        if (name == keccak256("bytes32") || name == keccak256("string")) return 256;
        if (name == keccak256("uint64")) return 64;
        if (name == keccak256("uint32")) return 32;
        if (name == keccak256("uint16")) return 16;
        if (name == keccak256("uint8")) return 8;
        if (name == keccak256("bool")) return 1;
        if (name == keccak256("address")) return 160;
        if (name == keccak256("bytes8")) return LEFT_8;
        revert("unknown field type");
    }
}
