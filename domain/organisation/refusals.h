// Why a command on a board, a unit or a member of staff is refused.
#pragma once

namespace framdrift::organisation {

inline constexpr char kBoardExists[] = "BOARD_EXISTS";
inline constexpr char kBoardNotFound[] = "BOARD_NOT_FOUND";
inline constexpr char kBoardUnknown[] = "BOARD_UNKNOWN";

inline constexpr char kMunicipalityCodeUnknown[] = "MUNICIPALITY_CODE_UNKNOWN";
inline constexpr char kSuccessorNotOpen[] = "SUCCESSOR_NOT_OPEN";
inline constexpr char kUnitClosed[] = "UNIT_CLOSED";
inline constexpr char kUnitExists[] = "UNIT_EXISTS";
inline constexpr char kUnitNotFound[] = "UNIT_NOT_FOUND";
inline constexpr char kUnitNotOpen[] = "UNIT_NOT_OPEN";

inline constexpr char kCapacityOutOfRange[] = "CAPACITY_OUT_OF_RANGE";
inline constexpr char kCoverUnknown[] = "COVER_UNKNOWN";
inline constexpr char kCoveredNotActive[] = "COVERED_NOT_ACTIVE";
inline constexpr char kCoversOneself[] = "COVERS_ONESELF";
inline constexpr char kLanguageUnknown[] = "LANGUAGE_UNKNOWN";
inline constexpr char kRoleHeld[] = "ROLE_HELD";
inline constexpr char kRoleNotHeld[] = "ROLE_NOT_HELD";
inline constexpr char kRoleUnknown[] = "ROLE_UNKNOWN";
inline constexpr char kSnoozeOutOfRange[] = "SNOOZE_OUT_OF_RANGE";
inline constexpr char kStaffEnded[] = "STAFF_ENDED";
inline constexpr char kStaffExists[] = "STAFF_EXISTS";
inline constexpr char kStaffNotFound[] = "STAFF_NOT_FOUND";
inline constexpr char kTooManyViews[] = "TOO_MANY_VIEWS";
inline constexpr char kViewUnknown[] = "VIEW_UNKNOWN";

}  // namespace framdrift::organisation
