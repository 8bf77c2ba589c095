#include "domain/indicators/library_groups.h"

namespace framdrift::indicators {
namespace {

// What is done, and what is late. Each in protobuf's text format.
constexpr const char* kActivityDefinitions[] = {
    R"def(code: "A1" title: "Workplace first" span: SPAN_SESSION
       population: "attendance = (PRESENT OR LATE)"
       measure { ratio {
                 numerator { field: "minutes" }
                 numerator_filter: "workplace"
                 denominator { field: "minutes" }
       } }
       anchor { milestone: "held" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the time attended in the period: the share at a workplace.")def",
    R"def(code: "A2" title: "Attendance" span: SPAN_SESSION
       measure { share {
                 numerator: "attendance = (PRESENT OR LATE)"
                 denominator: "attendance = (PRESENT OR LATE OR ABSENT_VALID OR ABSENT_INVALID)"
       } }
       anchor { milestone: "held" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the sessions in the period with present, late, absent valid or absent "
                    "invalid: the share present or late. A2-skipped tells the others.")def",
    R"def(code: "A2-skipped" title: "Sessions outside attendance" span: SPAN_SESSION
       population: "NOT attendance = (PRESENT OR LATE OR ABSENT_VALID OR ABSENT_INVALID)"
       measure { count {} }
       anchor { milestone: "held" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "attendance"
       direction: DIRECTION_NONE
       explanation: "Sessions in the period that count neither as attended nor as missed, "
                    "by why.")def",
    R"def(code: "A3" title: "Repeated invalid absence" span: SPAN_EPISODE
       count_of: COUNT_OF_PERSONS pick: PICK_ANY
       population: "activated:*"
       measure { share {
                 numerator: "count(repeated_absences) >= 1"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the persons with a started step in the period: the share absent without "
                    "valid reason on a day of it that is 14 days or less after another such "
                    "day.")def",
    R"def(code: "A4" title: "Planned hours against requirement" span: SPAN_PERSON
       population: "hours_required > 0 AND NOT exempt"
       measure { ratio {
                 numerator { field: "hours_planned" }
                 denominator { field: "hours_required" }
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_WEEK }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the persons whose plan requires hours at the end of the week and who are "
                    "not exempt: hours planned a week, own search for work among them, by hours "
                    "required.")def",
    R"def(code: "A4-met" title: "Required hours planned" span: SPAN_PERSON
       population: "hours_required > 0 AND NOT exempt"
       measure { share {
                 numerator: "hours_met"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_WEEK }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the same persons: the share for whom as many hours are planned as are "
                    "required.")def",
    R"def(code: "A5" title: "Time to activity" span: SPAN_SUPPORT_SPELL
       measure { duration {
                 from: "third_month_over"
                 to: "first_activity"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEDIAN
       } }
       anchor { milestone: "third_month_over" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the spells whose third month in a row with support was over in the "
                    "period: the median of days from then to the first activity, 0 for those who "
                    "had been in one. Those without any yet are told as not ended.")def",
    R"def(code: "A5-at-once" title: "In activity when the third month was over"
       span: SPAN_SUPPORT_SPELL
       measure { share {
                 numerator: "first_activity <= third_month_over"
       } }
       anchor { milestone: "third_month_over" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_UP
       explanation: "Of the same spells: the share that had been in an activity before the third "
                    "month was over.")def",
    R"def(code: "A6" title: "Persons with a plan by obstacle" span: SPAN_EPISODE
       count_of: COUNT_OF_PERSONS
       population: "planned:*"
       measure { count {} }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "obstacle"
       direction: DIRECTION_NONE
       explanation: "Persons who had a work plan in the quarter, by the obstacles that stood on "
                    "its first day or when they came. A person counts under each.")def",
    R"def(code: "S1" title: "Stuck in phase" span: SPAN_EPISODE
       population: "NOT exempt"
       measure { share {
                 numerator: "(phase = INTAKE AND days_in_phase > 14) OR (phase = ASSESSMENT AND "
                            "days_in_phase > 28) OR (phase = PLANNED AND days_in_phase > 28) OR "
                            "(phase = ACTIVE AND days_in_phase > 182)"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes open at the end of the period and not exempt: the share "
                    "longer in its phase than the policy's days.")def",
    R"def(code: "S2" title: "No contact for 14 days" span: SPAN_EPISODE
       measure { share {
                 numerator: "days_since_contact > 14"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes open at the end of the period: the share whose last contact, "
                    "or opening where there was none, lies more than 14 days back.")def",
    R"def(code: "S3" title: "Deadlines in time" span: SPAN_DEADLINE
       population: "NOT exempt AND NOT resting"
       measure { share {
                 numerator: "met <= due"
       } }
       anchor { milestone: "due" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "rule" breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the deadlines of cases that fell due in the period, but those exempt or "
                    "at rest: the share that was met in time.")def",
    R"def(code: "S3-exempt" title: "Deadlines exempt" span: SPAN_DEADLINE
       population: "exempt"
       measure { count {} }
       anchor { milestone: "due" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "exemption"
       direction: DIRECTION_NONE
       explanation: "Deadlines that fell due in the period and from which an exemption was "
                    "decided, by why.")def",
};

}  // namespace

absl::Span<const char* const> ActivityDefinitions() { return kActivityDefinitions; }

}  // namespace framdrift::indicators
