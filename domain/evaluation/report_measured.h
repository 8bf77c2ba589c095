// The part of a report that says what was measured, and against whom.
#pragma once

#include "framdrift/evaluation/v1/account.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::evaluation {

// `account` is one of what was measured. Its warning stands first, where it has one.
void AddMeasured(const v1::Account& account, report::v1::Report& out);

}  // namespace framdrift::evaluation
