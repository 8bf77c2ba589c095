#include "domain/indicators/library_groups.h"

namespace framdrift::indicators {
namespace {

// What comes of it. Each in protobuf's text format.
constexpr const char* kOutcomeDefinitions[] = {
    R"def(code: "O1" title: "To work or study" span: SPAN_EPISODE
       measure { share {
                 numerator: "exit_letter = (A OR B)"
                 observable: "exit_observable"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period: the share to work that lasted a month, or to "
                    "study with study aid.")def",
    R"def(code: "O2" title: "Unsubsidised work at exit" span: SPAN_EPISODE
       measure { share {
                 numerator: "exit_reason = WORK_UNSUBSIDISED AND exit_letter = A"
                 observable: "exit_observable"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period: the share to unsubsidised work that lasted a "
                    "month.")def",
    R"def(code: "O3" title: "Verified result rate" span: SPAN_EPISODE
       measure { share {
                 numerator: "exit_class = RESULT AND exit_verified:*"
                 denominator: "NOT exit_class = EXCLUDED"
                 observable: "exit_observable"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period but those excluded: the share with a verified "
                    "result; an unverified exit stays below the line.")def",
    R"def(code: "O5" title: "Long-term support" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1"
       measure { share {
                 numerator: "count(supported, 12 months) >= 10"
                 denominator: "age >= 18 OR NOT age:*"
                 known: "age"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Of the adults with support in the year: the share with support in 10 of its "
                    "months or more. Adult is 18 on 31 December.")def",
    R"def(code: "O5-live" title: "Long-term support, last 12 months" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1"
       measure { share {
                 numerator: "count(supported, 12 months) >= 10"
                 denominator: "age >= 18 OR NOT age:*"
                 known: "age"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH rolling: 12 }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "The same over the 12 months that end with the period. Adult is 18 on its "
                    "last day.")def",
    R"def(code: "O6" title: "Very long-term support" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1"
       measure { share {
                 numerator: "count(supported, 36 months) >= 27"
                 denominator: "age >= 18 OR NOT age:*"
                 known: "age"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Of the adults with support in the year: the share with support in 27 or more "
                    "of the 36 months that end with it.")def",
    R"def(code: "O6-live" title: "Very long-term support, last 36 months" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1"
       measure { share {
                 numerator: "count(supported, 36 months) >= 27"
                 denominator: "age >= 18 OR NOT age:*"
                 known: "age"
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH rolling: 12 }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Of the adults with support in the 12 months that end with the period: the "
                    "share with support in 27 or more of the last 36.")def",
    R"def(code: "O7" title: "Mean months with support" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1 AND age >= 18"
       measure { mean {
                 of { field: "count(supported, 12 months)" }
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "Of the adults with support in the year: the mean number of its months with "
                    "support.")def",
    R"def(code: "O7-live" title: "Mean months with support, last 12 months" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1 AND age >= 18"
       measure { mean {
                 of { field: "count(supported, 12 months)" }
       } }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH rolling: 12 }
       breakdowns: "sex"
       direction: DIRECTION_DOWN
       explanation: "The same over the 12 months that end with the period.")def",
    R"def(code: "O8" title: "Not back within 12 months" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return {
                 from: "exited"
                 to: "returned_to_support"
                 to: "reopened"
                 months: 12
                 stayed: true
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits to self-support in the period that have been seen for 12 "
                    "months: the share with neither a month of support nor a new episode in "
                    "them.")def",
    R"def(code: "O9-180" title: "Back within 180 days" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return {
                 from: "exited"
                 to: "returned_to_support"
                 to: "reopened"
                 days: 180
                 seen_days: 730
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the exits to self-support in the period that have been seen for 730 days: "
                    "the share first back on day 1 to 180.")def",
    R"def(code: "O9-365" title: "Back after 181 to 365 days" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return {
                 from: "exited"
                 to: "returned_to_support"
                 to: "reopened"
                 days: 365
                 after_days: 180
                 seen_days: 730
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the exits to self-support in the period that have been seen for 730 days: "
                    "the share first back on day 181 to 365.")def",
    R"def(code: "O9-730" title: "Back after 366 to 730 days" span: SPAN_EPISODE
       population: "exit_class = RESULT"
       measure { return {
                 from: "exited"
                 to: "returned_to_support"
                 to: "reopened"
                 days: 730
                 after_days: 365
                 seen_days: 730
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       direction: DIRECTION_DOWN
       explanation: "Of the exits to self-support in the period that have been seen for 730 days: "
                    "the share first back on day 366 to 730.")def",
    R"def(code: "O10-25" title: "Days to self-support, first quarter" span: SPAN_EPISODE
       measure { duration {
                 from: "opened"
                 to: "exited"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE
                 percent: 25
                 event: "exit_class = RESULT"
                 competing: "exit_class = NO_RESULT"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the day by which a quarter have left "
                    "with a result, by Kaplan and Meier; other exits compete, excluded ones are "
                    "censored.")def",
    R"def(code: "O10" title: "Days to self-support" span: SPAN_EPISODE
       measure { duration {
                 from: "opened"
                 to: "exited"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE
                 percent: 50
                 event: "exit_class = RESULT"
                 competing: "exit_class = NO_RESULT"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the day by which half have left with a "
                    "result, by Kaplan and Meier; other exits compete, excluded ones are "
                    "censored.")def",
    R"def(code: "O10-75" title: "Days to self-support, three quarters" span: SPAN_EPISODE
       measure { duration {
                 from: "opened"
                 to: "exited"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE
                 percent: 75
                 event: "exit_class = RESULT"
                 competing: "exit_class = NO_RESULT"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the day by which three quarters have "
                    "left with a result, by Kaplan and Meier; other exits compete, excluded ones "
                    "are censored.")def",
    R"def(code: "O10-incidence" title: "Self-supporting within a year" span: SPAN_EPISODE
       measure { duration {
                 from: "opened"
                 to: "exited"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_INCIDENCE_AT
                 at: 365
                 event: "exit_class = RESULT"
                 competing: "exit_class = NO_RESULT"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the episodes opened in the period: the share who have left with a result "
                    "by day 365, by Aalen and Johansen.")def",
    R"def(code: "O10-no-result" title: "Out without result within a year" span: SPAN_EPISODE
       measure { duration {
                 from: "opened"
                 to: "exited"
                 unit: DURATION_UNIT_CIVIL_DAYS
                 statistic: DURATION_STATISTIC_INCIDENCE_AT
                 at: 365
                 event: "exit_class = NO_RESULT"
                 competing: "exit_class = RESULT"
       } }
       anchor { milestone: "opened" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes opened in the period: the share who have left without a "
                    "result by day 365, by Aalen and Johansen.")def",
    R"def(code: "O11-6" title: "Still self-supporting 6 months after exit to work"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "follow_up_6 = YES"
                 denominator: "NOT follow_up_6 = NO_ANSWER"
                 observable: "exited + 6 months"
                 known: "follow_up_6"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the verified exits to work in the period that lie 6 months back and whose "
                    "follow-up was answered: the share still self-supporting. That is what is "
                    "asked, counted from the exit: not whether it is by the same job.")def",
    R"def(code: "O11-6-answered" title: "Answered follow-ups 6 months after exit to work"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "follow_up_6 = (YES OR NO)"
                 observable: "exited + 6 months"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the verified exits to work in the period that lie 6 months back: the share "
                    "whose follow-up was answered, yes or no.")def",
    R"def(code: "O11-6-low" title: "Still self-supporting 6 months after exit to work, at least"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "follow_up_6 = YES"
                 observable: "exited + 6 months"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "The same exits: the share still self-supporting if none of those without an "
                    "answer were.")def",
    R"def(code: "O11-6-high" title: "Still self-supporting 6 months after exit to work, at most"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "NOT follow_up_6 = NO"
                 observable: "exited + 6 months"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "The same exits: the share still self-supporting if all of those without an "
                    "answer were.")def",
    R"def(code: "O11-12" title: "Still self-supporting 12 months after exit to work"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "follow_up_12 = YES"
                 denominator: "NOT follow_up_12 = NO_ANSWER"
                 observable: "exited + 12 months"
                 known: "follow_up_12"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the verified exits to work in the period that lie 12 months back and whose "
                    "follow-up was answered: the share still self-supporting. That is what is "
                    "asked, counted from the exit: not whether it is by the same job.")def",
    R"def(code: "O11-12-answered" title: "Answered follow-ups 12 months after exit to work"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "follow_up_12 = (YES OR NO)"
                 observable: "exited + 12 months"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the verified exits to work in the period that lie 12 months back: the "
                    "share whose follow-up was answered, yes or no.")def",
    R"def(code: "O11-12-low" title: "Still self-supporting 12 months after exit to work, at least"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "follow_up_12 = YES"
                 observable: "exited + 12 months"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "The same exits: the share still self-supporting if none of those without an "
                    "answer were.")def",
    R"def(code: "O11-12-high" title: "Still self-supporting 12 months after exit to work, at most"
       span: SPAN_EPISODE
       population: "exit_letter = A AND exit_verified:* AND exit_observable <= now"
       measure { share {
                 numerator: "NOT follow_up_12 = NO"
                 observable: "exited + 12 months"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "The same exits: the share still self-supporting if all of those without an "
                    "answer were.")def",
    R"def(code: "O12-2" title: "In work in the second quarter after exit" span: SPAN_EPISODE
       measure { share {
                 numerator: "states_in(exited + 3 months, 3 months) = UNSUBSIDISED_WORK"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period that have been seen for 6 months: the share in "
                    "unsubsidised work on any day of the fourth to sixth.")def",
    R"def(code: "O12-4" title: "In work in the fourth quarter after exit" span: SPAN_EPISODE
       measure { share {
                 numerator: "states_in(exited + 9 months, 3 months) = UNSUBSIDISED_WORK"
       } }
       anchor { milestone: "exited" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "unit"
       direction: DIRECTION_UP
       explanation: "Of the exits in the period that have been seen for 12 months: the share in "
                    "unsubsidised work on any day of the tenth to twelfth.")def",
    R"def(code: "O16" title: "Obstacles of adults with support" span: SPAN_PERSON
       population: "count(supported, 12 months) >= 1 AND age >= 18"
       measure { count {} }
       anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_YEAR }
       breakdowns: "most_held(obstacle, 12 months)"
       direction: DIRECTION_NONE
       explanation: "Adults with support in the year, by the obstacle that stood in most of its "
                    "months; of several the one that stood last.")def",
    R"def(code: "O17" title: "Progression" span: SPAN_LEVEL
       measure { distribution {
                 of { field: "level" }
                 bands: "..1"
                 bands: ">1..2"
                 bands: ">2..3"
                 bands: ">3..4"
                 bands: ">4..5"
                 bands: ">5"
       } }
       anchor { milestone: "approved" } period { unit: PERIOD_UNIT_QUARTER }
       breakdowns: "area"
       direction: DIRECTION_NONE
       explanation: "Levels approved in the period: how many at each level, never a mean.")def",
    R"def(code: "Q2" title: "Missing data" span: SPAN_EPISODE
       measure { share {
                 numerator: "NOT exit_reason:* OR NOT exit_verified:* OR NOT obstacle_found"
       } }
       anchor { milestone: "closed" } period { unit: PERIOD_UNIT_MONTH }
       breakdowns: "unit"
       direction: DIRECTION_DOWN
       explanation: "Of the episodes closed in the period: the share without a reason, a "
                    "verification or any obstacle.")def",
};

}  // namespace

absl::Span<const char* const> OutcomeDefinitions() { return kOutcomeDefinitions; }

}  // namespace framdrift::indicators
