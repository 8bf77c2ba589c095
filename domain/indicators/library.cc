#include "domain/indicators/library.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "google/protobuf/text_format.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Definition;

// Each in protobuf's text format.
constexpr const char* kTime[] = {
    R"def(code: "T1" title: "First contact in time" span: SPAN_EPISODE
       measure { share { numerator: "first_contact <= first_contact_due"
                         denominator: "first_contact:* OR first_contact_due < now" } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the episodes opened in the period whose first contact was held "
                    "or has fallen due: the share whose first contact was held by then.")def",
    R"def(code: "T1-offered" title: "First contact offered in time" span: SPAN_EPISODE
       measure { share { numerator: "first_offered <= first_contact_due"
                         denominator: "first_contact:* OR first_contact_due < now" } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the same episodes: the share whose first offered time was no "
                    "later than the first contact was due.")def",
    R"def(code: "T2" title: "Decision the next working day" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { share { numerator: "decided <= decision_due" } }
       anchor { milestone: "completed" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "channel"
       direction: DIRECTION_UP
       explanation: "Of the applications that became complete in the period: the share "
                    "first decided by the end of the next working day.")def",
    R"def(code: "T3" title: "Waiting time to decision" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { duration { from: "received" to: "decided" unit: DURATION_UNIT_CIVIL_DAYS
                            statistic: DURATION_STATISTIC_MEDIAN } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "channel"
       direction: DIRECTION_DOWN
       explanation: "Of the applications first decided in the period: the median of "
                    "civil days from application to decision.")def",
    R"def(code: "T3-mean" title: "Mean waiting time to decision" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { duration { from: "received" to: "decided" unit: DURATION_UNIT_CIVIL_DAYS
                            statistic: DURATION_STATISTIC_MEAN } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "channel"
       direction: DIRECTION_DOWN
       explanation: "Of the applications first decided in the period: the mean of civil "
                    "days from application to decision.")def",
    R"def(code: "T4" title: "Time to work plan" span: SPAN_EPISODE
       measure { duration { from: "opened" to: "planned" unit: DURATION_UNIT_CIVIL_DAYS
                            statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE percent: 50
                            competing_milestone: "exited" } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the day by which half have a "
                    "work plan, by Kaplan and Meier; an exit without a plan competes.")def",
    R"def(code: "T5" title: "Active planning" span: SPAN_EPISODE
       measure { share { numerator: "planned:* AND days_since_review <= 28" } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the episodes open at the end of the period: the share with a "
                    "plan that was adopted or reviewed within 28 days.")def",
    R"def(code: "T6" title: "Main flow (85/15)" span: SPAN_EPISODE
       measure { share { numerator: "flow = MAIN" } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_NONE
       explanation: "Of the episodes open at the end of the period: the share in the "
                    "main flow.")def",
    R"def(code: "T7" title: "Digital applications" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { share { numerator: "channel = E_SERVICE" } }
       anchor { milestone: "received" } period { unit: PERIOD_UNIT_MONTH }
       direction: DIRECTION_UP
       explanation: "Of the applications received in the period: the share that came by "
                    "the e-service.")def",
};

constexpr const char* kActivity[] = {
    R"def(code: "A1" title: "Workplace first" span: SPAN_SESSION
       population: "attendance = (PRESENT OR LATE)"
       measure { ratio { numerator { field: "minutes" } numerator_filter: "workplace"
                         denominator { field: "minutes" } } }
       anchor { milestone: "held" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the time attended in the period: the share at a workplace.")def",
    R"def(code: "A2" title: "Attendance" span: SPAN_SESSION
       measure { share { numerator: "attendance = (PRESENT OR LATE)"
                         denominator: "attendance = (PRESENT OR LATE OR ABSENT_VALID OR "
                                      "ABSENT_INVALID)" } }
       anchor { milestone: "held" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the sessions in the period with present, late, absent valid or "
                    "absent invalid: the share present or late.")def",
    R"def(code: "S1" title: "Stuck in phase" span: SPAN_EPISODE population: "NOT exempt"
       measure { share { numerator: "(phase = INTAKE AND days_in_phase > 14) OR (phase "
                                    "= ASSESSMENT AND days_in_phase > 28) OR (phase = "
                                    "PLANNED AND days_in_phase > 28) OR (phase = ACTIVE "
                                    "AND days_in_phase > 182)" } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes open at the end of the period and not exempt: the "
                    "share longer in its phase than the policy's days.")def",
    R"def(code: "S2" title: "No contact for 14 days" span: SPAN_EPISODE
       measure { share { numerator: "days_since_contact > 14" } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes open at the end of the period: the share whose "
                    "last contact, or opening where there was none, lies more than 14 "
                    "days back.")def",
};

constexpr const char* kOutcome[] = {
    R"def(code: "O1" title: "To work or study" span: SPAN_EPISODE
       measure { share { numerator: "exit_letter = (A OR B)" observable: "exit_observable" } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period: the share to work that lasted a month, "
                    "or to study with study aid.")def",
    R"def(code: "O2" title: "Unsubsidised work at exit" span: SPAN_EPISODE
       measure { share { numerator: "exit_reason = WORK_UNSUBSIDISED AND exit_letter = A"
                         observable: "exit_observable" } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period: the share to unsubsidised work that "
                    "lasted a month.")def",
    R"def(code: "O3" title: "Verified result rate" span: SPAN_EPISODE
       measure { share { numerator: "exit_class = RESULT AND exit_verified:*"
                         denominator: "NOT exit_class = EXCLUDED" observable: "exit_observable" } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period but those excluded: the share with a "
                    "verified result; an unverified exit stays below the line.")def",
    R"def(code: "O8" title: "Not back within 12 months" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return { from: "exited" to: "returned_to_support" to: "reopened" months: 12
                          stayed: true } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits to self-support in the period that have been seen for "
                    "12 months: the share with neither a month of support nor a new "
                    "episode in them.")def",
    R"def(code: "O9-180" title: "Back within 180 days" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return { from: "exited" to: "returned_to_support" to: "reopened" days: 180 } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the exits to self-support in the period: the share first back "
                    "on day 1 to 180.")def",
    R"def(code: "O9-365" title: "Back after 181 to 365 days" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return { from: "exited" to: "returned_to_support" to: "reopened" days: 365
                          after_days: 180 } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the exits to self-support in the period: the share first back "
                    "on day 181 to 365.")def",
    R"def(code: "O9-730" title: "Back after 366 to 730 days" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return { from: "exited" to: "returned_to_support" to: "reopened" days: 730
                          after_days: 365 } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the exits to self-support in the period: the share first back "
                    "on day 366 to 730.")def",
    R"def(code: "O10" title: "Days to self-support" span: SPAN_EPISODE
       measure { duration { from: "opened" to: "exited" unit: DURATION_UNIT_CIVIL_DAYS
                            statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE percent: 50
                            event: "exit_class = RESULT" competing: "exit_class = NO_RESULT" } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the day by which half have "
                    "left with a result, by Kaplan and Meier; other exits compete, "
                    "excluded ones are censored.")def",
    R"def(code: "O10-incidence" title: "Self-supporting within a year" span: SPAN_EPISODE
       measure { duration { from: "opened" to: "exited" unit: DURATION_UNIT_CIVIL_DAYS
                            statistic: DURATION_STATISTIC_INCIDENCE_AT at: 365
                            event: "exit_class = RESULT" competing: "exit_class = NO_RESULT" } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER } breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the episodes opened in the period: the share who have left with "
                    "a result by day 365, by Aalen and Johansen.")def",
    R"def(code: "Q2" title: "Missing data" span: SPAN_EPISODE
       measure { share { numerator: "NOT exit_reason:* OR NOT exit_verified:* OR NOT "
                                    "obstacle:*" } }
       anchor { milestone: "closed" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes closed in the period: the share without a reason, "
                    "a verification or an obstacle.")def",
};

template <size_t N>
void AddAll(const char* const (&texts)[N], std::vector<Definition>& definitions) {
  for (const char* text : texts) {
    FD_CHECK(google::protobuf::TextFormat::ParseFromString(text, &definitions.emplace_back()));
  }
}

}  // namespace

const std::vector<Definition>& BuiltInDefinitions() {
  static const auto* const kDefinitions = [] {
    auto* definitions = new std::vector<Definition>();
    AddAll(kTime, *definitions);
    AddAll(kActivity, *definitions);
    AddAll(kOutcome, *definitions);
    return definitions;
  }();
  return *kDefinitions;
}

const Definition* FindBuiltIn(absl::string_view code) {
  const std::vector<Definition>& definitions = BuiltInDefinitions();
  const auto found = std::find_if(
      definitions.begin(), definitions.end(), [&](const auto& one) { return one.code() == code; });
  return found == definitions.end() ? nullptr : &*found;
}

}  // namespace framdrift::indicators
