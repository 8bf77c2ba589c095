// Why a command on a household is refused; what each means stands in docs/refusals.md.
#pragma once

namespace framdrift::household {

inline constexpr char kAmountNegative[] = "AMOUNT_NEGATIVE";
inline constexpr char kAppealDecided[] = "APPEAL_DECIDED";
inline constexpr char kAppealExists[] = "APPEAL_EXISTS";
inline constexpr char kAppealUnknown[] = "APPEAL_UNKNOWN";
inline constexpr char kAppellantNotApplicant[] = "APPELLANT_NOT_APPLICANT";
inline constexpr char kApplicantsDiffer[] = "APPLICANTS_DIFFER";
inline constexpr char kApplicantIsMinor[] = "APPLICANT_IS_MINOR";
inline constexpr char kApplicantNotMember[] = "APPLICANT_NOT_MEMBER";
inline constexpr char kApplicantTwice[] = "APPLICANT_TWICE";
inline constexpr char kApplicationComplete[] = "APPLICATION_COMPLETE";
inline constexpr char kApplicationExists[] = "APPLICATION_EXISTS";
inline constexpr char kApplicationUnknown[] = "APPLICATION_UNKNOWN";
inline constexpr char kBeforeAppeal[] = "BEFORE_APPEAL";
inline constexpr char kBeforeApplication[] = "BEFORE_APPLICATION";
inline constexpr char kBeforeDecision[] = "BEFORE_DECISION";
inline constexpr char kBeforePayment[] = "BEFORE_PAYMENT";
inline constexpr char kBenefitMonthDiffers[] = "BENEFIT_MONTH_DIFFERS";
inline constexpr char kBenefitMonthMissing[] = "BENEFIT_MONTH_MISSING";
inline constexpr char kCaseMissing[] = "CASE_MISSING";
inline constexpr char kChildNotMember[] = "CHILD_NOT_MEMBER";
inline constexpr char kDecisionExists[] = "DECISION_EXISTS";
inline constexpr char kDecisionMakerMissing[] = "DECISION_MAKER_MISSING";
inline constexpr char kDecisionMakerNotActive[] = "DECISION_MAKER_NOT_ACTIVE";
inline constexpr char kDecisionUnexplained[] = "DECISION_UNEXPLAINED";
inline constexpr char kDecisionUnknown[] = "DECISION_UNKNOWN";
inline constexpr char kDueDatePassed[] = "DUE_DATE_PASSED";
inline constexpr char kEnquiryIsNoApplication[] = "ENQUIRY_IS_NO_APPLICATION";
inline constexpr char kFirstContactMissing[] = "FIRST_CONTACT_MISSING";
inline constexpr char kHouseholdExists[] = "HOUSEHOLD_EXISTS";
inline constexpr char kHouseholdNotFound[] = "HOUSEHOLD_NOT_FOUND";
inline constexpr char kMemberAlready[] = "MEMBER_ALREADY";
inline constexpr char kMemberNot[] = "MEMBER_NOT";
inline constexpr char kMemberUnknown[] = "MEMBER_UNKNOWN";
inline constexpr char kPaymentExceedsGrant[] = "PAYMENT_EXCEEDS_GRANT";
inline constexpr char kPaymentExists[] = "PAYMENT_EXISTS";
inline constexpr char kPaymentUnknown[] = "PAYMENT_UNKNOWN";
inline constexpr char kRefusedWithAmount[] = "REFUSED_WITH_AMOUNT";
inline constexpr char kReversalExceedsPayment[] = "REVERSAL_EXCEEDS_PAYMENT";
inline constexpr char kReversalExists[] = "REVERSAL_EXISTS";
inline constexpr char kRuleVersionMissing[] = "RULE_VERSION_MISSING";
inline constexpr char kTextOfStranger[] = "TEXT_OF_STRANGER";

}  // namespace framdrift::household
