// How chance said who takes part, in the report of an evaluation.
#pragma once

#include "domain/evaluation/evaluation.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::evaluation {

// Nothing where no draw is recorded and none is claimed.
void AddTrial(const Evaluation& evaluation, report::v1::Report& out);

}  // namespace framdrift::evaluation
