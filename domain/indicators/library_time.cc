#include "domain/indicators/library_groups.h"

namespace framdrift::indicators {
namespace {

// How soon: contact, decision and plan. Each in protobuf's text format.
constexpr const char* kTimeDefinitions[] = {
    R"def(code: "T1" title: "First contact in time" span: SPAN_EPISODE
       measure { share {
                 numerator: "first_contact <= first_contact_due"
                 denominator: "first_contact:* OR first_contact_due < now"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the episodes opened in the period whose first contact was held or has "
                    "fallen due: the share whose first contact was held by then.")def",
    R"def(code: "T1-offered" title: "First contact offered in time" span: SPAN_EPISODE
       measure { share {
                 numerator: "first_offered <= first_contact_due"
                 denominator: "first_contact:* OR first_contact_due < now"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the same episodes: the share whose first offered time was no later than "
                    "the first contact was due.")def",
    R"def(code: "T2" title: "Decision the next working day" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { share {
                 numerator: "decided <= decision_due"
                 observable: "decision_due"
       } }
       anchor { milestone: "completed" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "channel"
       direction: DIRECTION_UP
       explanation: "Of the applications that became complete in the period and whose decision "
                    "has fallen due: the share first decided by the end of the next working "
                    "day.")def",
    R"def(code: "T3" title: "Waiting time to decision" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { duration {
                 from: "received"
                 to: "decided"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEDIAN
       } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "channel"
       direction: DIRECTION_DOWN
       explanation: "Of the applications first decided in the period: the median of civil days "
                    "from application to decision.")def",
    R"def(code: "T3-mean" title: "Mean waiting time to decision" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { duration {
                 from: "received"
                 to: "decided"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEAN
       } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "channel"
       direction: DIRECTION_DOWN
       explanation: "Of the applications first decided in the period: the mean of civil days from "
                    "application to decision.")def",
    R"def(code: "T3-contact" title: "Waiting time from first contact to decision"
       span: SPAN_APPLICATION
       population: "kind = NEW"
       measure { duration {
                 from: "first_contact"
                 to: "decided"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEDIAN
       } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "channel"
       direction: DIRECTION_DOWN
       explanation: "Of the new applications first decided in the period: the median of civil "
                    "days from the first contact of the episode to the decision. A decision "
                    "before the contact is told as skipped.")def",
    R"def(code: "T3-contact-mean" title: "Mean waiting time from first contact to decision"
       span: SPAN_APPLICATION
       population: "kind = NEW"
       measure { duration {
                 from: "first_contact"
                 to: "decided"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEAN
       } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "channel"
       direction: DIRECTION_DOWN
       explanation: "Of the new applications first decided in the period: the mean of civil days "
                    "from the first contact of the episode to the decision.")def",
    R"def(code: "T4" title: "Time to work plan" span: SPAN_EPISODE
       measure { duration {
                 from: "opened"
                 to: "planned"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE
                 percent: 50
                 competing_milestone: "exited"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the day by which half have a work "
                    "plan, by Kaplan and Meier; an exit without a plan competes.")def",
    R"def(code: "T5" title: "Active planning" span: SPAN_EPISODE
       measure { share {
                 numerator: "planned:* AND days_since_review <= 28"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the episodes open at the end of the period: the share with a plan that "
                    "was adopted or reviewed within 28 days.")def",
    R"def(code: "T6" title: "Main flow (85/15)" span: SPAN_EPISODE
       measure { share {
                 numerator: "flow = MAIN"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_NONE
       explanation: "Of the episodes open at the end of the period: the share in the main "
                    "flow.")def",
    R"def(code: "T7" title: "Digital applications" span: SPAN_APPLICATION
       population: "NOT kind = GENERAL_ENQUIRY"
       measure { share {
                 numerator: "channel = E_SERVICE"
       } }
       anchor { milestone: "received" } period { unit: PERIOD_UNIT_MONTH }
       direction: DIRECTION_UP
       explanation: "Of the applications received in the period: the share that came by the "
                    "e-service.")def",
    R"def(code: "T8" title: "Decisions by rule" span: SPAN_DECISION
       measure { share {
                 numerator: "by_rule"
       } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH }
       direction: DIRECTION_NONE
       explanation: "Of the decisions made in the period: the share that a rule made.")def",
    R"def(code: "T8-changed" title: "Decisions by rule that were changed" span: SPAN_DECISION
       population: "by_rule"
       measure { share {
                 numerator: "changed:*"
       } }
       anchor { milestone: "decided" } period { unit: PERIOD_UNIT_MONTH }
       direction: DIRECTION_DOWN
       explanation: "Of the decisions that a rule made in the period: the share that has been "
                    "changed since.")def",
};

}  // namespace

absl::Span<const char* const> TimeDefinitions() { return kTimeDefinitions; }

}  // namespace framdrift::indicators
