#include "domain/indicators/library_groups.h"

namespace framdrift::indicators {
namespace {

// Those of income support, by their national codes. Each in protobuf's text format.
constexpr const char* kSupportDefinitions[] = {
    R"def(code: "U31402" title: "Mean days to decision for new applicants" span: SPAN_APPLICATION
       population: "kind = NEW AND first_half"
       measure { duration {
                 from: "received"
                 to: "decided"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEAN
       } }
       anchor { milestone: "received" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_DOWN
       explanation: "Of the new applications that came from January to June, complete or not, and "
                    "were decided: the mean of civil days to the first decision. Enquiries are "
                    "none.")def",
    R"def(code: "U31403" title: "Median days to decision for new applicants" span: SPAN_APPLICATION
       population: "kind = NEW AND first_half"
       measure { duration {
                 from: "received"
                 to: "decided"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_MEDIAN
       } }
       anchor { milestone: "received" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_DOWN
       explanation: "The median of the same days.")def",
    R"def(code: "U31463" title: "More than 14 days to decision for new applicants"
       span: SPAN_APPLICATION
       population: "kind = NEW AND first_half"
       measure { share {
                 numerator: "days_lasted > 14"
                 known: "decided"
       } }
       anchor { milestone: "received" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_DOWN
       explanation: "Of the same applications: the share decided more than 14 days after they "
                    "came.")def",
    R"def(code: "U31462" title: "Not back a year after support" span: SPAN_SUPPORT_SPELL
       count_of: COUNT_OF_PERSONS
       population: "ended_first_half AND age_at_year_end >= 18"
       measure { return {
                 from: "ended"
                 to: "applied"
                 months: 12
                 stayed: true
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_UP
       explanation: "Of the adults whose support ended from January to June of this year, for any "
                    "reason, each by the spell that began last: the share without a formal "
                    "application within a year. Published under the year after. Adult is 18 on 31 "
                    "December.")def",
    R"def(code: "N31814" title: "Long-term support among adults with support" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1 AND payer = OWN"
       measure { share {
                 numerator: "count(supported, 12 months) >= 10"
                 denominator: "age >= 18 OR NOT age:*"
                 known: "age"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Of the adults with support in the year whose last month here was paid by "
                    "this municipality: the share with 10 months or more, whichever municipality "
                    "paid. Own data: N31814-elsewhere says for how many another municipality is "
                    "known to have paid.")def",
    R"def(code: "N31814-elsewhere" title: "Adults with support from another municipality too"
       span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1 AND payer = OWN AND age >= 18"
       measure { count { of: "count(supported_elsewhere, 12 months) >= 1" } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the adults below the line of N31814: how many are known to have had a "
                    "month of the year paid by another municipality.")def",
    R"def(code: "N31816-persons" title: "Adults with long-term support" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 10 AND payer = OWN AND age >= 18"
       measure { count {} }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Adults above the line of N31816. The line below is all inhabitants of 18 and "
                    "more, whom no event names.")def",
};

}  // namespace

absl::Span<const char* const> SupportDefinitions() { return kSupportDefinitions; }

}  // namespace framdrift::indicators
