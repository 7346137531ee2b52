// SPDX-License-Identifier: Apache-2.0
// Generated from protocol/transitions.json by scripts/generate.ts; do not edit.
pragma solidity ^0.8.28;

/// @title States, outcomes, lanes, reasons and what may follow what
library Transitions {
    uint8 internal constant STATE_RECEIVED = 1;
    uint8 internal constant STATE_ACCEPTED_AWAITING_GOODS = 2;
    uint8 internal constant STATE_ACCEPTED = 3;
    uint8 internal constant STATE_REJECTED = 4;
    uint8 internal constant STATE_AMENDMENT_REQUESTED = 5;
    uint8 internal constant STATE_DUTY_DUE = 6;
    uint8 internal constant STATE_RELEASED_CONDITIONALLY = 7;
    uint8 internal constant STATE_RELEASED = 8;
    uint8 internal constant STATE_TRANSFER_ALLOWED = 9;
    uint8 internal constant STATE_CLEARED = 10;
    uint8 internal constant STATE_EXITED = 11;
    uint8 internal constant STATE_INVALIDATED = 12;

    uint8 internal constant PROCEDURE_EXPORT = 1;
    uint8 internal constant PROCEDURE_IMPORT = 2;
    uint8 internal constant PROCEDURE_TRANSIT = 3;

    uint8 internal constant OUTCOME_ACCEPTED_AWAITING_GOODS = 1;
    uint8 internal constant OUTCOME_ACCEPTED = 2;
    uint8 internal constant OUTCOME_REJECTED = 3;
    uint8 internal constant OUTCOME_AMENDMENT_APPROVED = 4;
    uint8 internal constant OUTCOME_AMENDMENT_REFUSED = 5;
    uint8 internal constant OUTCOME_DUTY_DUE = 6;
    uint8 internal constant OUTCOME_RELEASED_CONDITIONALLY = 7;
    uint8 internal constant OUTCOME_RELEASED = 8;
    uint8 internal constant OUTCOME_TRANSFER_ALLOWED = 9;
    uint8 internal constant OUTCOME_CLEARED = 10;
    uint8 internal constant OUTCOME_EXITED = 11;
    uint8 internal constant OUTCOME_INVALIDATED = 12;

    uint8 internal constant LANE_GREEN = 1;
    uint8 internal constant LANE_YELLOW = 2;
    uint8 internal constant LANE_ORANGE = 3;
    uint8 internal constant LANE_RED = 4;

    uint8 internal constant CONTROL_DOCUMENTS = 1;
    uint8 internal constant CONTROL_SCAN = 2;
    uint8 internal constant CONTROL_INSPECTION = 3;
    uint8 internal constant CONTROL_HOLD = 4;

    uint8 internal constant MILESTONE_GATE_IN = 1;
    uint8 internal constant MILESTONE_LOADED = 2;
    uint8 internal constant MILESTONE_DEPARTED = 3;
    uint8 internal constant MILESTONE_ARRIVED = 4;
    uint8 internal constant MILESTONE_DISCHARGED = 5;
    uint8 internal constant MILESTONE_GATE_OUT = 6;
    uint8 internal constant MILESTONE_TRACKING = 7;

    uint8 internal constant ROLE_CUSTOMS_ADMINISTRATION = 1;
    uint8 internal constant ROLE_CUSTOMS_OFFICE = 2;
    uint8 internal constant ROLE_BROKER = 3;
    uint8 internal constant ROLE_CARRIER = 4;
    uint8 internal constant ROLE_TERMINAL = 5;
    uint8 internal constant ROLE_AGENCY = 6;
    uint8 internal constant ROLE_AUDITOR = 7;

    uint8 internal constant STATUS_ACTIVE = 1;
    uint8 internal constant STATUS_SUSPENDED = 2;

    /// @dev Uses of a reason beside the outcomes, which stand under their own ids.
    uint8 internal constant PURPOSE_OPEN_CONTROL = 13;
    uint8 internal constant PURPOSE_CLOSE_CONTROL = 14;
    uint8 internal constant PURPOSE_AMEND_DOCUMENT = 15;
    uint8 internal constant PURPOSE_WITHDRAW_DOCUMENT = 16;
    uint8 internal constant PURPOSE_REVOKE_KEY = 17;
    uint8 internal constant PURPOSE_PAUSE_JURISDICTION = 18;
    uint8 internal constant PURPOSE_SUSPEND_PARTY = 19;
    uint8 internal constant PURPOSE_REINSTATE_PARTY = 20;

    /// @dev Lane word that leaves the lane as it is.
    bytes32 internal constant LANE_UNCHANGED = 0x1b489cce9d784ec074d286492a1ccc9efab255c8a4e6b74d2406b5b7674c6e74;
    /// @dev Bit n: controls may be opened in state n.
    uint256 private constant CONTROL_STATES = 0xee;
    /// @dev Bit n: a party with role n takes part in cases; auditors only read.
    uint256 internal constant PARTICIPANT_ROLES = 0x7e;

    /// @notice Id of a code by its keccak256, zero if unknown.
    function procedureId(bytes32 codeHash) internal pure returns (uint8) {
        // TRANSIT
        if (codeHash == 0x00e72f250704af47249dcfc1f6772023e55a73cb7215656d24e9ee2802658a00) return 3;
        // EXPORT
        if (codeHash == 0x3c95ead95dfd58d0457ca80105ed95c9ffd2017e1f029b42e2a76ad880b7daca) return 1;
        // IMPORT
        if (codeHash == 0xa969a15d4c8b082d45ad8a16aaacd12f4fdf6968f037b35d8f4df23ffbc59f2c) return 2;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function outcomeId(bytes32 codeHash) internal pure returns (uint8) {
        uint256 leading = uint256(codeHash) >> 240;
        if (leading < 0x8675) {
            if (leading < 0x4870) {
                // DUTY_DUE
                if (codeHash == 0x0ca39bf9ee5d88667f8f19c527c04297f67fc57c7f39bfb2d51105fe94e463e9) return 6;
                // EXITED
                if (codeHash == 0x17f62c47e82381488b2a8a584f8b8fef6de49072d3eb3470a8544733a903f22c) return 11;
                // AMENDMENT_APPROVED
                if (codeHash == 0x3ace050bfc0dbbf16320cea908272f4423592fa53d72d169ff25e87a30d4b642) return 4;
                return 0;
            }
            // ACCEPTED_AWAITING_GOODS
            if (codeHash == 0x48706f4b8dcc58a132ed5317a1dc94670286c152c7ca39213381bdea2469ab14) return 1;
            // AMENDMENT_REFUSED
            if (codeHash == 0x497a0a736f8a71d89a2527779a106d3705335921e3c1e28aa6df5306104449a4) return 5;
            // ACCEPTED
            if (codeHash == 0x66a524c81cf8e657f1147e56f41f83002f6210ee7ae7b08d255f786088ae96f7) return 2;
            return 0;
        }
        if (leading < 0xa31b) {
            // REJECTED
            if (codeHash == 0x8675c210f65c4e8dd95d2afd30eb5d846906f1b59f9da9d5ff94ec59c6c70c7c) return 3;
            // RELEASED
            if (codeHash == 0x8e9d595a3dd0d909deb3efb9159a6e1f6b95bc91c6964f7099313db55143ab46) return 8;
            // INVALIDATED
            if (codeHash == 0x9dd68dc385f7086d3d8555e5136bb548a8d51bfddfce8a3bba9f4ad614eb7630) return 12;
            return 0;
        }
        // TRANSFER_ALLOWED
        if (codeHash == 0xa31b2621adc97bc9aaee0fbd6501fa1e03db73b02bb0d9cbf559a3e78787eafc) return 9;
        // RELEASED_CONDITIONALLY
        if (codeHash == 0xbb19e0de843687d42d04452ebb01bff4783442ff39014823b982f710eb13b54c) return 7;
        // CLEARED
        if (codeHash == 0xc1530d910e658d882f089b032eb0fe0c11e03df632a2c163887be6d1d18f4fc9) return 10;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function laneId(bytes32 codeHash) internal pure returns (uint8) {
        // YELLOW
        if (codeHash == 0x12a901a39fdc2067c7eda58dc15d5ff852afd7215ae4d0a54b10d68b516e6c78) return 2;
        // GREEN
        if (codeHash == 0x85926548e58b4e49d96dc956642469d8c92ff94d93ffb7a9a6d48de70347b3c9) return 1;
        // ORANGE
        if (codeHash == 0x9dcd7672eefe4b089c4de5e2e94651d16999929a1e5d6e9e58e596d01d7f5027) return 3;
        // RED
        if (codeHash == 0xe81b7fb10bc0500a65d34c7e341730d5477f4e7e92439024e5765d5102ca3692) return 4;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function controlTypeId(bytes32 codeHash) internal pure returns (uint8) {
        // DOCUMENTS
        if (codeHash == 0x14775b1cfe1b58e5cef7a19d9987a8effb9fff6b3e0b24b97622765056d565f1) return 1;
        // SCAN
        if (codeHash == 0x237823cf36e462931e421207762f5240f31fa87840d4403bca7a2b15e151407e) return 2;
        // INSPECTION
        if (codeHash == 0x5f676ce0393437c5d4f64e446bab2d2a04e12bd494c82ccfac6bf0096a59d38a) return 3;
        // HOLD
        if (codeHash == 0x6b2bb0e0027615fdfc5bcbc74166e9acd329663e3ba1e8216c81259a2948180c) return 4;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function resultId(bytes32 codeHash) internal pure returns (uint8) {
        // LIFTED
        if (codeHash == 0x1b0cb2b4d6d24c62b82b5f92afc2ce5e614f3d0c6992cf25ebc8b1e34d347b59) return 3;
        // CONFORMING
        if (codeHash == 0x692fb855ed3f901ad2486d995c9ce104422ca003e88edea791eaac2794c6fe6a) return 1;
        // DISCREPANT
        if (codeHash == 0x7820ffb97695b7e5c431b388585e87e588a2deca0eeb055b2c19ffacecdaf810) return 2;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function milestoneId(bytes32 codeHash) internal pure returns (uint8) {
        uint256 leading = uint256(codeHash) >> 240;
        if (leading < 0x4be8) {
            // TRACKING
            if (codeHash == 0x0385f6e45fa30e844f699140cea08857e5532c085927bc2c9394151cdc916c6f) return 7;
            // GATE_OUT
            if (codeHash == 0x0976bf8dd1b2f0780f69ea725a874dbd1fb9ae424aa9a62add5c0a85576740a8) return 6;
            // GATE_IN
            if (codeHash == 0x1239fb77eefc024d895f19a712b6d310c063796aec33d9a8c80faa5f4961f39c) return 1;
            return 0;
        }
        // DEPARTED
        if (codeHash == 0x4be8456be2adcf0b532a99fe495db82157c725a01ca65d06d2aa325ae2ef47e1) return 3;
        // DISCHARGED
        if (codeHash == 0x7f4bec43a30312da510e28c22fd888bc85fc0a49c499e6671c12fd5f75426cbd) return 5;
        // ARRIVED
        if (codeHash == 0x83abf505a57773a54d45f08f197e31d0310ccf3991c4dd463ef29a0fe465ba21) return 4;
        // LOADED
        if (codeHash == 0xa865b8c664bb0b14d5b362270787ea0759c469031b98a448a3ee4ac034e06fff) return 2;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function roleId(bytes32 codeHash) internal pure returns (uint8) {
        uint256 leading = uint256(codeHash) >> 240;
        if (leading < 0x7fcc) {
            // TERMINAL
            if (codeHash == 0x2f4eb34e084ca93d8d362973390802593f79307e91c0eb58ce5784d2a1cdc9d2) return 5;
            // CARRIER
            if (codeHash == 0x5ee840708412507e0afd59f4d017f1b22992cb1a83337c3abc4832cb8c93c382) return 4;
            // CUSTOMS_OFFICE
            if (codeHash == 0x5f430412adbb08ef998c0e2f4851de082b146984b6819579b19283786f34a97b) return 2;
            return 0;
        }
        // BROKER
        if (codeHash == 0x7fcce6a499b6d8a3672e3669f525a458fa2543baa244623617dd2ae829df407d) return 3;
        // AGENCY
        if (codeHash == 0x95ecd50786af45ce6b701c5289aa57cf8909047eb4a0bcdb59129c5ba4ed4ebf) return 6;
        // CUSTOMS_ADMINISTRATION
        if (codeHash == 0xbff157f7d5bb4cb6ea23136ac281d5fb5346946fa1afb224b79bed0182799334) return 1;
        // AUDITOR
        if (codeHash == 0xd8994f6d76f930dc5ea8c60e38e6334a87bb8539cc3082ac6828681c33316e3d) return 7;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function partyStatusId(bytes32 codeHash) internal pure returns (uint8) {
        // SUSPENDED
        if (codeHash == 0x863e7d3c08cdc8995131a3bb3c18617d09823f8b2f43282bc8b701047af5bb54) return 2;
        // ACTIVE
        if (codeHash == 0xdb6d55a48c634fdfe68da24c01559762c293198f8322e1fed7ca8976fc4ed260) return 1;
        return 0;
    }

    /// @notice Id of a code by its keccak256, zero if unknown.
    function reasonId(bytes32 codeHash) internal pure returns (uint8) {
        uint256 leading = uint256(codeHash) >> 240;
        if (leading < 0x8de6) {
            if (leading < 0x62d8) {
                if (leading < 0x2b71) {
                    // AWAITING_ARRIVAL
                    if (codeHash == 0x0e624679a43014cdb42e0e56add4525dda7bfd530604a587d99a4e40e10f6c8f) return 1;
                    // CARGO_CHANGED
                    if (codeHash == 0x11b3e17ec9ff4b9d28dffaf40357b33e40e8ff865d1fd9a985b1a42a2048da95) return 30;
                    // PROHIBITED_GOODS
                    if (codeHash == 0x18dea5b360df0e03425b55298eaf69ac94ad3a439aa5be2432341c40f9858713) return 13;
                    // OTHER_AGENCY_REQUEST
                    if (codeHash == 0x18e73ab5f0004aafebf4c027f887d4ec77e898636ec0b2915d5e98e7c9b19b89) return 8;
                    return 0;
                }
                if (leading < 0x4c9b) {
                    // LODGED_IN_ERROR
                    if (codeHash == 0x2b71870f7ca3299c1d4d4610af9c11b0f91a60268bd616d1d0f794e6e142e2fd) return 31;
                    // DATA_INCONSISTENT
                    if (codeHash == 0x2bda068c08bbc3529bbc2facb8d41a5834914e0240da6572f3872e6c18149bbd) return 11;
                    return 0;
                }
                // SCAN_ANOMALY
                if (codeHash == 0x4c9befe089df57ff0fc352341851a266586438a6546acc2e4a418399ff6f0d7e) return 16;
                // UNDERTAKING_GIVEN
                if (codeHash == 0x4e843062114e40ac2c2d220afaaca2148ceb48273442b256aaa22a3090fb907a) return 24;
                // PERMIT_MISSING
                if (codeHash == 0x5efacf33523147379556cab8b301606a931e327462ce918373ae3aa72cd8e8da) return 12;
                return 0;
            }
            if (leading < 0x7339) {
                // DUTY_SECURED
                if (codeHash == 0x62d8be92af30d3898b403b406a8920672099770c8d8be091c083b5420604ab73) return 23;
                // DOCUMENT_MISSING
                if (codeHash == 0x6b05881ee1fbdbafa501c623fe263c686dde04e178f64be7ce967bc8c48805de) return 9;
                // KEY_COMPROMISED
                if (codeHash == 0x710fb8ed5bc28960825b0ec4f785f32c25373c40468f022fc523e00b019e11d2) return 33;
                // DUTY_PAID
                if (codeHash == 0x7201d4bd620eac86409a120d6266c3e97063e8c5c6700ff20c6d1f789e0b0699) return 22;
                return 0;
            }
            if (leading < 0x81ce) {
                // DOCUMENTS_IN_ORDER
                if (codeHash == 0x73397656699e3b888140dd73ee0edf6904d1753426dbf5fb03c8b70b1d1a227c) return 2;
                // INSPECTION_CONFORMING
                if (codeHash == 0x8163607b6247880459f86afc34a6a4f7bc487137a19b504f4cfa15065129de31) return 17;
                return 0;
            }
            // DECLARANT_REQUEST
            if (codeHash == 0x81ce84998ad688ec9fadbc12f230668af90480df640d992358764a47f5986855) return 28;
            // SCAN_MANDATORY
            if (codeHash == 0x87c75fecadae123f11119c50537f9dfdb7fdc6d0296b835e4b7c63980b903ecd) return 6;
            // KEY_LOST
            if (codeHash == 0x8c21875d522e0e8ae7cdc262a72222619720f5438c27e3e0d753f6964b43150e) return 32;
            return 0;
        }
        if (leading < 0xbe30) {
            if (leading < 0xa739) {
                // RISK_LOW
                if (codeHash == 0x8de6751b28757f352028c28ce8c74e64bde406dc4c8e89281aa13677fbbdcafc) return 3;
                // DUTY_ASSESSED
                if (codeHash == 0x91fee49889f726735a876ba2367d378f0af6dfa98865d36f812071e232e8d54e) return 21;
                // ERROR_CORRECTED
                if (codeHash == 0x964a3dd53c13c7deed492e33529e8d0c1601fe2cb2daefb7537b93795085aa33) return 29;
                // RANDOM_SELECTION
                if (codeHash == 0xa3c14385474c24161e144445f90fc693719d26e6ee4635aabf7fdaac64d28883) return 5;
                return 0;
            }
            if (leading < 0xab1a) {
                // DOCUMENT_INVALID
                if (codeHash == 0xa7399e183b062475f0740a0e138b316db3308b77d3469621d1bcd4519b1571ca) return 10;
                // DOCUMENT_RECEIVED
                if (codeHash == 0xa8e9daa3350aef9f540aab61836652c14ef2f18a2b47d2fdd0230eb388111cd1) return 19;
                return 0;
            }
            // UNDER_INVESTIGATION
            if (codeHash == 0xab1aaa663d7de047f044c5a32e0e76ff1352151716e3acd1ac51967a8c657180) return 36;
            // SCAN_CONFORMING
            if (codeHash == 0xb509228b2c73702655a95f8ac71dc2ad5fa35eef5e405f3a197b5056c8e30df3) return 15;
            // OPERATOR_LEFT
            if (codeHash == 0xb92a33530a17b7afc4fdf50f6c0a5f3c1f816a986a0c15d2c698af98734f3b6a) return 34;
            return 0;
        }
        if (leading < 0xd6e5) {
            if (leading < 0xc2bc) {
                // GOODS_NOT_PRESENTED
                if (codeHash == 0xbe30cda645501ab05b63674c0e6e6381a2135cc1637a2eb09d00c4e51ed1df2a) return 14;
                // SUSPENSION_ENDED
                if (codeHash == 0xc135dbee4c565a6ad205ba1838fe62acd8e29ef064f6094f024b16f53008c8e8) return 37;
                return 0;
            }
            // FORMALITIES_COMPLETED
            if (codeHash == 0xc2bcdbc8096c81163bd5aeee19e6dbc30f55a94833d53279a4a6a09bb352a0e3) return 26;
            // DISCREPANCY_FOUND
            if (codeHash == 0xcdc9daf070a5d3fb43faab4ff80021eeaacbeea2053ce8e8f7d06696f698aaed) return 18;
            // LICENCE_WITHDRAWN
            if (codeHash == 0xd364d89388c77b83ef3e0f51a4a55b575df8fe93b3768f50ad9472944f4c50d3) return 35;
            return 0;
        }
        if (leading < 0xecf8) {
            // EXIT_CONFIRMED
            if (codeHash == 0xd6e5b3e5f23ba028dc951a21ee45398a745967a81031690390e9a96c9d6e7b2a) return 27;
            // GUARANTEE_ACCEPTED
            if (codeHash == 0xd96183ca4b12a0d2d71225a1273d535f33cc6d298292432f1d18eeeb576bcd38) return 25;
            return 0;
        }
        // INTELLIGENCE
        if (codeHash == 0xecf82cc108c245b58c2b016cf1f66cd55fdaeced93e0bd0ec315499db9a54e97) return 7;
        // HOLD_LIFTED
        if (codeHash == 0xf33516b693c59b0aa27f370b0c9d3ad62360dba70ce60c48edb310fe3418e04c) return 20;
        // RISK_SELECTED
        if (codeHash == 0xf54bd4929c28cab14e820766a5e6923faf0134678f683a80206fc1c716ea24d2) return 4;
        return 0;
    }

    /// @notice What an outcome needs and does: bits 0-15 states it may follow, 16-23 procedures, 24-31 next state,
    /// 32 sets the lane, 33 needs the quorum of the lane, 34 releases. Zero if the outcome is unknown.
    function outcomeRule(uint8 outcome) internal pure returns (uint256) {
        if (outcome >= 13) return 0;
        if (outcome >= 7) return (0x000000000000060700f700b0205000141c160182420002304030064607060048 >> (uint256((outcome - 7)) * 35)) & 0x7ffffffff;
        return (0x000018180130018700100030e00200081c000c40c38001881070001000000000 >> (uint256(outcome) * 35)) & 0x7ffffffff;
    }

    /// @notice Whether an outcome may follow a state under a procedure.
    function allows(uint256 rule, uint8 state, uint8 procedure) internal pure returns (bool) {
        return (rule >> state) & (rule >> (16 + uint256(procedure))) & 1 == 1;
    }

    /// @notice State after an outcome.
    function nextState(uint256 rule) internal pure returns (uint8) {
        return uint8(rule >> 24);
    }

    /// @notice Whether the outcome assigns a lane.
    function setsLane(uint256 rule) internal pure returns (bool) {
        return (rule >> 32) & 1 == 1;
    }

    /// @notice Whether the outcome needs as many operators as the policy asks for its lane.
    function needsQuorum(uint256 rule) internal pure returns (bool) {
        return (rule >> 33) & 1 == 1;
    }

    /// @notice Whether the outcome puts goods at disposal or lets them go on in transit.
    function releases(uint256 rule) internal pure returns (bool) {
        return (rule >> 34) & 1 == 1;
    }

    /// @notice State after an amendment, zero if the state allows none.
    function stateAfterAmendment(uint8 state) internal pure returns (uint8) {
        if (state == STATE_RECEIVED) return STATE_RECEIVED;
        if (state == STATE_ACCEPTED_AWAITING_GOODS) return STATE_RECEIVED;
        if (state == STATE_REJECTED) return STATE_RECEIVED;
        if (state == STATE_ACCEPTED) return STATE_AMENDMENT_REQUESTED;
        if (state == STATE_DUTY_DUE) return STATE_AMENDMENT_REQUESTED;
        if (state == STATE_RELEASED_CONDITIONALLY) return STATE_AMENDMENT_REQUESTED;
        return 0;
    }

    /// @notice Whether controls may be opened in a state.
    function allowsControls(uint8 state) internal pure returns (bool) {
        return (CONTROL_STATES >> state) & 1 == 1;
    }

    /// @notice Whether a reason may be given for a use: an outcome or one of the PURPOSE constants.
    function allowsReason(uint8 purpose, uint8 reason) internal pure returns (bool) {
        return (reasonsFor(purpose) >> reason) & 1 == 1;
    }

    /// @dev Bit n: reason n may be given for the use.
    function reasonsFor(uint8 purpose) private pure returns (uint256) {
        if (purpose >= 21) return 0;
        if (purpose >= 18) return (0x0000000000000000000000000000000000020000000006000000001200000000 >> (uint256((purpose - 18)) * 38)) & 0x3fffffffff;
        if (purpose >= 12) return (0x00000001c0000000009000040001c00020000001f8804000015ffc0090006400 >> (uint256((purpose - 12)) * 38)) & 0x3fffffffff;
        if (purpose >= 6) return (0x000000000200000000040000000008000030000c2800c00060a0010000240000 >> (uint256((purpose - 6)) * 38)) & 0x3fffffffff;
        return (0x00000000000003800070000004000000f80000000003c00000000f8000000000 >> (uint256(purpose) * 38)) & 0x3fffffffff;
    }
}
