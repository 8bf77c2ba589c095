// Why an indicator, or a question to one, is refused.
#pragma once

namespace framdrift::indicators {

inline constexpr char kBaselineAfterTarget[] = "BASELINE_AFTER_TARGET";
inline constexpr char kCellsTooMany[] = "CELLS_TOO_MANY";
inline constexpr char kDefinitionInvalid[] = "DEFINITION_INVALID";
inline constexpr char kExternalCodeInvalid[] = "EXTERNAL_CODE_INVALID";
inline constexpr char kIndicatorExists[] = "INDICATOR_EXISTS";
inline constexpr char kIndicatorNotFound[] = "INDICATOR_NOT_FOUND";
inline constexpr char kIndicatorRetired[] = "INDICATOR_RETIRED";
inline constexpr char kIndicatorUnchanged[] = "INDICATOR_UNCHANGED";
inline constexpr char kIndicatorVersionUnknown[] = "INDICATOR_VERSION_UNKNOWN";
inline constexpr char kPeriodInFuture[] = "PERIOD_IN_FUTURE";
inline constexpr char kPeriodInvalid[] = "PERIOD_INVALID";
inline constexpr char kPointInvalid[] = "POINT_INVALID";
inline constexpr char kPublicationNotCorrected[] = "PUBLICATION_NOT_CORRECTED";

}  // namespace framdrift::indicators
