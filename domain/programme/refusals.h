// Why a command on a programme is refused.
#pragma once

namespace framdrift::programme {

inline constexpr char kActionDone[] = "ACTION_DONE";
inline constexpr char kActionNotFound[] = "ACTION_NOT_FOUND";
inline constexpr char kBuildingBlockStatusUnknown[] = "BUILDING_BLOCK_STATUS_UNKNOWN";
inline constexpr char kBuildingBlockUnchanged[] = "BUILDING_BLOCK_UNCHANGED";
inline constexpr char kBuildingBlockUnknown[] = "BUILDING_BLOCK_UNKNOWN";
inline constexpr char kDaysOutOfRange[] = "DAYS_OUT_OF_RANGE";
inline constexpr char kEvidenceMissing[] = "EVIDENCE_MISSING";
inline constexpr char kExpectationAfterMeeting[] = "EXPECTATION_AFTER_MEETING";
inline constexpr char kExpectationWithoutBaseline[] = "EXPECTATION_WITHOUT_BASELINE";
inline constexpr char kExpectedMeasureInvalid[] = "EXPECTED_MEASURE_INVALID";
inline constexpr char kFallBackReasonMissing[] = "FALL_BACK_REASON_MISSING";
inline constexpr char kIntroductionPlanExists[] = "INTRODUCTION_PLAN_EXISTS";
inline constexpr char kIntroductionPlanIncomplete[] = "INTRODUCTION_PLAN_INCOMPLETE";
inline constexpr char kIntroductionPlanMissing[] = "INTRODUCTION_PLAN_MISSING";
inline constexpr char kLearningMeetingBeyondPlan[] = "LEARNING_MEETING_BEYOND_PLAN";
inline constexpr char kLearningMeetingOutOfOrder[] = "LEARNING_MEETING_OUT_OF_ORDER";
inline constexpr char kLearningMeetingUnknown[] = "LEARNING_MEETING_UNKNOWN";
inline constexpr char kLearningMeetingsOutOfRange[] = "LEARNING_MEETINGS_OUT_OF_RANGE";
inline constexpr char kMeasureCarried[] = "MEASURE_CARRIED";
inline constexpr char kMeasureLinked[] = "MEASURE_LINKED";
inline constexpr char kMeasureNotLinked[] = "MEASURE_NOT_LINKED";
inline constexpr char kMemberNotJoined[] = "MEMBER_NOT_JOINED";
inline constexpr char kMemberTwice[] = "MEMBER_TWICE";
inline constexpr char kMemberWithoutTenant[] = "MEMBER_WITHOUT_TENANT";
inline constexpr char kMunicipalityCodeInvalid[] = "MUNICIPALITY_CODE_INVALID";
inline constexpr char kMunicipalityJoined[] = "MUNICIPALITY_JOINED";
inline constexpr char kOriginatorJoins[] = "ORIGINATOR_JOINS";
inline constexpr char kPersonsOutOfRange[] = "PERSONS_OUT_OF_RANGE";
inline constexpr char kPopulationOutOfRange[] = "POPULATION_OUT_OF_RANGE";
inline constexpr char kProgrammeEnded[] = "PROGRAMME_ENDED";
inline constexpr char kProgrammeExists[] = "PROGRAMME_EXISTS";
inline constexpr char kMemberNotFound[] = "PROGRAMME_MEMBER_NOT_FOUND";
inline constexpr char kProgrammeNotEnded[] = "PROGRAMME_NOT_ENDED";
inline constexpr char kProgrammeNotFound[] = "PROGRAMME_NOT_FOUND";
inline constexpr char kProgressReportNotFound[] = "PROGRESS_REPORT_NOT_FOUND";
inline constexpr char kReportAfterProgramme[] = "REPORT_AFTER_PROGRAMME";
inline constexpr char kReportAnswerMissing[] = "REPORT_ANSWER_MISSING";
inline constexpr char kReportPeriodNotBegun[] = "REPORT_PERIOD_NOT_BEGUN";
inline constexpr char kReportPeriodOutOfOrder[] = "REPORT_PERIOD_OUT_OF_ORDER";
inline constexpr char kReportPeriodUnknown[] = "REPORT_PERIOD_UNKNOWN";
inline constexpr char kReportQuestionUnknown[] = "REPORT_QUESTION_UNKNOWN";
inline constexpr char kReportTemplateNotInForce[] = "REPORT_TEMPLATE_NOT_IN_FORCE";
inline constexpr char kShadowingOfItself[] = "SHADOWING_OF_ITSELF";
inline constexpr char kSpreadVerdictUnknown[] = "SPREAD_VERDICT_UNKNOWN";
inline constexpr char kStatusReportNotFound[] = "STATUS_REPORT_NOT_FOUND";
inline constexpr char kSupportChannelUnknown[] = "SUPPORT_CHANNEL_UNKNOWN";
inline constexpr char kSupportMinutesOutOfRange[] = "SUPPORT_MINUTES_OUT_OF_RANGE";
inline constexpr char kSupportRequestNotFound[] = "SUPPORT_REQUEST_NOT_FOUND";
inline constexpr char kSustainmentChecked[] = "SUSTAINMENT_CHECKED";
inline constexpr char kSustainmentMonthsUnknown[] = "SUSTAINMENT_MONTHS_UNKNOWN";
inline constexpr char kSustainmentTooEarly[] = "SUSTAINMENT_TOO_EARLY";
inline constexpr char kTemplateInvalid[] = "TEMPLATE_INVALID";
inline constexpr char kTemplateMilestoneUnknown[] = "TEMPLATE_MILESTONE_UNKNOWN";
inline constexpr char kTemplateSourceNotFound[] = "TEMPLATE_SOURCE_NOT_FOUND";
inline constexpr char kTemplateUnchanged[] = "TEMPLATE_UNCHANGED";

}  // namespace framdrift::programme
