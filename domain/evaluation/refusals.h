// Why a command on a price table, an evaluation or a network is refused.
#pragma once

namespace framdrift::evaluation {

inline constexpr char kAccountNotComputed[] = "ACCOUNT_NOT_COMPUTED";
inline constexpr char kAccountStale[] = "ACCOUNT_STALE";
inline constexpr char kAmountNegative[] = "AMOUNT_NEGATIVE";
inline constexpr char kAmountOutOfRange[] = "AMOUNT_OUT_OF_RANGE";
inline constexpr char kArmNotAsDrawn[] = "ARM_NOT_AS_DRAWN";
inline constexpr char kAssignmentExists[] = "ASSIGNMENT_EXISTS";
inline constexpr char kAssignmentNotExplained[] = "ASSIGNMENT_NOT_EXPLAINED";
inline constexpr char kAssignmentNotFound[] = "ASSIGNMENT_NOT_FOUND";
inline constexpr char kAssignmentReported[] = "ASSIGNMENT_REPORTED";
inline constexpr char kAttendeesOutOfRange[] = "ATTENDEES_OUT_OF_RANGE";
inline constexpr char kAudienceUnknown[] = "AUDIENCE_UNKNOWN";
inline constexpr char kCodeInvalid[] = "CODE_INVALID";
inline constexpr char kCohortEmpty[] = "COHORT_EMPTY";
inline constexpr char kCohortFrozen[] = "COHORT_FROZEN";
inline constexpr char kCohortMissing[] = "COHORT_MISSING";
inline constexpr char kCohortTooSmall[] = "COHORT_TOO_SMALL";
inline constexpr char kCohortsOverlap[] = "COHORTS_OVERLAP";
inline constexpr char kDecidedAfterStart[] = "DECIDED_AFTER_START";
inline constexpr char kEvaluationExists[] = "EVALUATION_EXISTS";
inline constexpr char kEvaluationNotFound[] = "EVALUATION_NOT_FOUND";
inline constexpr char kEvaluationPublished[] = "EVALUATION_PUBLISHED";
inline constexpr char kEvaluationUnknown[] = "EVALUATION_UNKNOWN";
inline constexpr char kFactorUnknown[] = "FACTOR_UNKNOWN";
inline constexpr char kFollowUpOutOfRange[] = "FOLLOW_UP_OUT_OF_RANGE";
inline constexpr char kGrantsNotZero[] = "GRANTS_NOT_ZERO";
inline constexpr char kMemberExists[] = "MEMBER_EXISTS";
inline constexpr char kMemberNotFound[] = "MEMBER_NOT_FOUND";
inline constexpr char kMinutesMissing[] = "MINUTES_MISSING";
inline constexpr char kMunicipalityCodeUnknown[] = "MUNICIPALITY_CODE_UNKNOWN";
inline constexpr char kNetworkExists[] = "NETWORK_EXISTS";
inline constexpr char kNetworkFormUnknown[] = "NETWORK_FORM_UNKNOWN";
inline constexpr char kNetworkNotFound[] = "NETWORK_NOT_FOUND";
inline constexpr char kNetworkUnknown[] = "NETWORK_UNKNOWN";
inline constexpr char kParameterOutOfRange[] = "PARAMETER_OUT_OF_RANGE";
inline constexpr char kPartyUnknown[] = "PARTY_UNKNOWN";
inline constexpr char kPersonAssigned[] = "PERSON_ASSIGNED";
inline constexpr char kPersonUnknown[] = "PERSON_UNKNOWN";
inline constexpr char kPriceRowInvalid[] = "PRICE_ROW_INVALID";
inline constexpr char kPriceRowMissing[] = "PRICE_ROW_MISSING";
inline constexpr char kPriceRowTwice[] = "PRICE_ROW_TWICE";
inline constexpr char kPriceTableNotFound[] = "PRICE_TABLE_NOT_FOUND";
inline constexpr char kPriceTableUnknown[] = "PRICE_TABLE_UNKNOWN";
inline constexpr char kPriceYearMissing[] = "PRICE_YEAR_MISSING";
inline constexpr char kPriceYearOutOfRange[] = "PRICE_YEAR_OUT_OF_RANGE";
inline constexpr char kScenarioUnknown[] = "SCENARIO_UNKNOWN";
inline constexpr char kSettlementIncomplete[] = "SETTLEMENT_INCOMPLETE";
inline constexpr char kShareOutOfRange[] = "SHARE_OUT_OF_RANGE";
inline constexpr char kSharesNotOne[] = "SHARES_NOT_ONE";
inline constexpr char kSourceMissing[] = "SOURCE_MISSING";
inline constexpr char kStateOutOfRange[] = "STATE_OUT_OF_RANGE";
inline constexpr char kTaxOutOfRange[] = "TAX_OUT_OF_RANGE";
inline constexpr char kTrialBegun[] = "TRIAL_BEGUN";
inline constexpr char kTrialChanged[] = "TRIAL_CHANGED";
inline constexpr char kTrialExists[] = "TRIAL_EXISTS";
inline constexpr char kTrialIncomplete[] = "TRIAL_INCOMPLETE";
inline constexpr char kTrialMeasured[] = "TRIAL_MEASURED";
inline constexpr char kTrialMissing[] = "TRIAL_MISSING";
inline constexpr char kTypicalCasesMissing[] = "TYPICAL_CASES_MISSING";

}  // namespace framdrift::evaluation
