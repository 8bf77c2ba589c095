// Why a command on a place is refused.
#pragma once

namespace framdrift::place {

inline constexpr char kAccountIncomplete[] = "ACCOUNT_INCOMPLETE";
inline constexpr char kActionIncomplete[] = "ACTION_INCOMPLETE";
inline constexpr char kAgreementExists[] = "AGREEMENT_EXISTS";
inline constexpr char kAllocationNotOne[] = "ALLOCATION_NOT_ONE";
inline constexpr char kBaseYearEmpty[] = "BASE_YEAR_EMPTY";
inline constexpr char kBaseYearFixed[] = "BASE_YEAR_FIXED";
inline constexpr char kBaseYearMissing[] = "BASE_YEAR_MISSING";
inline constexpr char kDepartmentTwice[] = "DEPARTMENT_TWICE";
inline constexpr char kEvaluationNotCorrected[] = "EVALUATION_NOT_CORRECTED";
inline constexpr char kEvaluationNotFound[] = "EVALUATION_NOT_FOUND";
inline constexpr char kGroupExists[] = "GROUP_EXISTS";
inline constexpr char kGroupKindUnknown[] = "GROUP_KIND_UNKNOWN";
inline constexpr char kGroupUnknown[] = "GROUP_UNKNOWN";
inline constexpr char kIndexExists[] = "INDEX_EXISTS";
inline constexpr char kIndexOutOfRange[] = "INDEX_OUT_OF_RANGE";
inline constexpr char kIndicatorUnknown[] = "INDICATOR_UNKNOWN";
inline constexpr char kMeetingExists[] = "MEETING_EXISTS";
inline constexpr char kNeedCodeUnknown[] = "NEED_CODE_UNKNOWN";
inline constexpr char kNeedExists[] = "NEED_EXISTS";
inline constexpr char kNeedNotOpen[] = "NEED_NOT_OPEN";
inline constexpr char kNeedUnchanged[] = "NEED_UNCHANGED";
inline constexpr char kNeedUnknown[] = "NEED_UNKNOWN";
inline constexpr char kPartnerUnknown[] = "PARTNER_UNKNOWN";
inline constexpr char kPercentOutOfRange[] = "PERCENT_OUT_OF_RANGE";
inline constexpr char kPeriodMissing[] = "PERIOD_MISSING";
inline constexpr char kPeriodOutOfRange[] = "PERIOD_OUT_OF_RANGE";
inline constexpr char kPlaceExists[] = "PLACE_EXISTS";
inline constexpr char kPlaceNotFound[] = "PLACE_NOT_FOUND";
inline constexpr char kQuantityOutOfRange[] = "QUANTITY_OUT_OF_RANGE";
inline constexpr char kSectorUnknown[] = "SECTOR_UNKNOWN";
inline constexpr char kStaffNotShared[] = "STAFF_NOT_SHARED";
inline constexpr char kStaffUnknown[] = "STAFF_UNKNOWN";

}  // namespace framdrift::place
