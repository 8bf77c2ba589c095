#include "domain/indicators/library_groups.h"

namespace framdrift::indicators {
namespace {

// Those of the labour-market service, by their national codes. Each in protobuf's text format.
constexpr const char* kEnrolmentDefinitions[] = {
    R"def(code: "U40406" title: "Exits to work" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "end_letter = A"
                 observable: "end_observable"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_UP
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share to work that lasted a month without a break; jobs of "
                    "the municipal labour market are none.")def",
    R"def(code: "U40409" title: "Exits to study" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "end_letter = B"
                 observable: "end_observable"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_UP
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share to studies with a right to study aid.")def",
    R"def(code: "U40412" title: "Exits to another authority" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "end_letter = C"
                 observable: "end_observable"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_NONE
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share for whom another authority took over: a benefit, a "
                    "pension or the responsibility.")def",
    R"def(code: "U40415" title: "Exits after a completed assignment" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "end_letter = D"
                 observable: "end_observable"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_NONE
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share sent back with the assignment of whoever referred them "
                    "completed.")def",
    R"def(code: "U40418" title: "Other exits" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "end_letter = E"
                 observable: "end_observable"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share with any other end, moved and deceased among them.")def",
    R"def(code: "N40450" title: "Persons whose enrolment ended" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { count {} }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_NONE
       explanation: "Persons with an enrolment that ended in the year.")def",
    R"def(code: "U40450" title: "Persons who went to work" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { count {
                 of: "end_letter = A AND end_observable <= now"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_UP
       explanation: "Persons above the line of U40406.")def",
    R"def(code: "U40451" title: "Persons who went to study" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { count {
                 of: "end_letter = B AND end_observable <= now"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_UP
       explanation: "Persons above the line of U40409.")def",
    R"def(code: "U40455" title: "Exits to work or study" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "end_letter = (A OR B)"
                 observable: "end_observable"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_UP
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share to work that lasted a month or to studies with a right "
                    "to study aid.")def",
    R"def(code: "U40817" title: "Without work less than 6 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_without_work < 6"
                 known: "months_without_work"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share without work for less than 6 months before it. Only jobs of more "
                    "than a month count; without any, from education or residence permit. Those "
                    "for whom it is not known are skipped.")def",
    R"def(code: "N40826" title: "Without work 6 to 12 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_without_work >= 6 AND months_without_work <= 12"
                 known: "months_without_work"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share without work for 6 to 12 months before it. Only jobs of more than "
                    "a month count; without any, from education or residence permit. Those for "
                    "whom it is not known are skipped.")def",
    R"def(code: "N40827" title: "Without work more than 12, up to 24 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_without_work > 12 AND months_without_work <= 24"
                 known: "months_without_work"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share without work for more than 12 months and at most 24 before it. "
                    "Only jobs of more than a month count; without any, from education or "
                    "residence permit. Those for whom it is not known are skipped.")def",
    R"def(code: "U40819" title: "Without work more than 24 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_without_work > 24"
                 known: "months_without_work"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share without work for more than 24 months before it. Only jobs of more "
                    "than a month count; without any, from education or residence permit. Those "
                    "for whom it is not known are skipped.")def",
    R"def(code: "N40828" title: "Enrolled up to 6 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_lasted <= 6"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share enrolled at most 6 months.")def",
    R"def(code: "N40829" title: "Enrolled more than 6, up to 12 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_lasted > 6 AND months_lasted <= 12"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share enrolled more than 6 months and at most 12.")def",
    R"def(code: "N40830" title: "Enrolled more than 12, up to 24 months" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "months_lasted > 12 AND months_lasted <= 24"
       } }
       anchor { milestone: "ended" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons whose enrolment ended in the year, each by the enrolment that "
                    "began last: the share enrolled more than 12 months and at most 24.")def",
    R"def(code: "U40813" title: "Education beyond upper secondary" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "education = (POST_SECONDARY_UNDER_TWO_YEARS OR "
                            "POST_SECONDARY_TWO_YEARS_OR_MORE OR DOCTORAL)"
                 known: "education"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share with any education beyond upper secondary, of whatever length. "
                    "Those for whom it is not known are skipped.")def",
    R"def(code: "U40814" title: "Upper secondary education" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "education = UPPER_SECONDARY"
                 known: "education"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share with upper secondary education completed. Those for whom it is not "
                    "known are skipped.")def",
    R"def(code: "U40815" title: "Compulsory school" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "education = COMPULSORY"
                 known: "education"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share with compulsory school as the highest, unfinished upper secondary "
                    "among it. Those for whom it is not known are skipped.")def",
    R"def(code: "U40816" title: "Less than compulsory school" span: SPAN_ENROLMENT
       count_of: COUNT_OF_PERSONS
       measure { share {
                 numerator: "education = UNDER_NINE_YEARS"
                 known: "education"
       } }
       anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the persons enrolled in the year, each by the enrolment that began last: "
                    "the share with less than nine years of school. Those for whom it is not "
                    "known are skipped.")def",
    R"def(code: "U40806" title: "Referred by the employment service" span: SPAN_ENROLMENT
       measure { share {
                 numerator: "referred_by = EMPLOYMENT_SERVICE"
                 known: "referred_by"
       } }
       anchor { milestone: "started" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the enrolments that began in the year, a person as often as referred: the "
                    "share initiated by the employment service alone.")def",
    R"def(code: "U40824" title: "Referred by the employment service with social services"
       span: SPAN_ENROLMENT
       measure { share {
                 numerator: "referred_by = EMPLOYMENT_SERVICE_WITH_SOCIAL_SERVICES"
                 known: "referred_by"
       } }
       anchor { milestone: "started" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the enrolments that began in the year, a person as often as referred: the "
                    "share initiated by the employment service together with social services.")def",
    R"def(code: "U40807" title: "Referred by the insurance agency" span: SPAN_ENROLMENT
       measure { share {
                 numerator: "referred_by = INSURANCE_AGENCY"
                 known: "referred_by"
       } }
       anchor { milestone: "started" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the enrolments that began in the year, a person as often as referred: the "
                    "share initiated by the insurance agency.")def",
    R"def(code: "U40808" title: "Came on their own" span: SPAN_ENROLMENT
       measure { share {
                 numerator: "referred_by = SELF"
                 known: "referred_by"
       } }
       anchor { milestone: "started" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the enrolments that began in the year, a person as often as referred: the "
                    "share initiated by the person.")def",
    R"def(code: "U40809" title: "Referred by social services" span: SPAN_ENROLMENT
       measure { share {
                 numerator: "referred_by = SOCIAL_SERVICES"
                 known: "referred_by"
       } }
       anchor { milestone: "started" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the enrolments that began in the year, a person as often as referred: the "
                    "share initiated by social services.")def",
    R"def(code: "U40810" title: "Referred by others" span: SPAN_ENROLMENT
       measure { share {
                 numerator: "referred_by = SCHOOL"
                 known: "referred_by"
       } }
       anchor { milestone: "started" } period { unit: PERIOD_UNIT_YEAR }
       direction: DIRECTION_NONE
       explanation: "Of the enrolments that began in the year, a person as often as referred: the "
                    "share initiated by anybody else, such as a school.")def",
};

}  // namespace

absl::Span<const char* const> EnrolmentDefinitions() { return kEnrolmentDefinitions; }

}  // namespace framdrift::indicators
