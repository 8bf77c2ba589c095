// What a steering group is given to read of an evaluation.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "domain/evaluation/evaluation.h"
#include "framdrift/evaluation/v1/account.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::evaluation {

// What a report says of when it holds.
struct ReportMoment {
  absl::Time evaluated_at;
  int64_t position = 0;
};

// All of an evaluation: what was settled, who pays and who gains, what hangs on
// what, what figures do not say, and how it was done. Of the accounts in the
// state, the main scenario's is told at length and others beside it.
report::v1::Report ReportOf(const Evaluation& evaluation, const ReportMoment& moment);

// Accounts beside each other, party by party; at least one.
report::v1::Report ScenariosReport(const Evaluation& evaluation,
                                   const std::vector<v1::Account>& accounts,
                                   const ReportMoment& moment);

// How much of society's value hangs on each parameter of `account`.
report::v1::Report SensitivityReport(const Evaluation& evaluation, const v1::Account& account,
                                     const ReportMoment& moment);

}  // namespace framdrift::evaluation
