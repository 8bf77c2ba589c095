#include "domain/indicators/library_groups.h"

namespace framdrift::indicators {
namespace {

// What it takes: people and money. Each in protobuf's text format.
constexpr const char* kResourceDefinitions[] = {
    R"def(code: "R1" title: "Cases per full-time equivalent" span: SPAN_EPISODE
       measure { ratio {
                 denominator { field: "fte" }
                 below {
                   span: SPAN_STAFF
                   population: "fte > 0"
                   anchor { kind: ANCHOR_KIND_STOCK }
                 }
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit" breakdowns: "caseworker"
       direction: DIRECTION_NONE
       explanation: "Episodes open at the end of the period by full-time equivalents of the staff "
                    "employed then, full time until a capacity is set. All staff count whose "
                    "capacity is above nought, and all episodes, assigned or not.")def",
    R"def(code: "R1-gini" title: "Evenness of cases per full-time equivalent"
       span: SPAN_EPISODE
       measure { spread {
                 by: "caseworker"
                 statistic: SPREAD_STATISTIC_GINI
                 of { ratio {
                   denominator { field: "fte" }
                   below {
                     span: SPAN_STAFF
                     population: "fte > 0"
                     anchor { kind: ANCHOR_KIND_STOCK }
                   }
                 } }
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       direction: DIRECTION_DOWN
       explanation: "Gini's coefficient of R1 over the staff with a capacity above nought, those "
                    "without cases among them: 0 when all carry alike.")def",
    R"def(code: "R1-max" title: "Most cases per full-time equivalent, by the median"
       span: SPAN_EPISODE
       measure { spread {
                 by: "caseworker"
                 statistic: SPREAD_STATISTIC_MAX_OVER_MEDIAN
                 of { ratio {
                   denominator { field: "fte" }
                   below {
                     span: SPAN_STAFF
                     population: "fte > 0"
                     anchor { kind: ANCHOR_KIND_STOCK }
                   }
                 } }
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }
       direction: DIRECTION_DOWN
       explanation: "The largest R1 of the same staff by the median of theirs.")def",
    R"def(code: "R2" title: "Cost per exit to work" span: SPAN_COST
       measure { ratio {
                 numerator { field: "amount" by_days: true }
                 below {
                   span: SPAN_EPISODE
                   population: "exit_reason = WORK_UNSUBSIDISED AND exit_letter = A AND "
                               "exit_observable <= now"
                   anchor { milestone: "exited" }
                 }
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Kronor booked on activities and staff for days of the period, each cost "
                    "shared out evenly over its days, by the exits in the period to unsubsidised "
                    "work that lasted a month.")def",
};

}  // namespace

absl::Span<const char* const> ResourceDefinitions() { return kResourceDefinitions; }

}  // namespace framdrift::indicators
