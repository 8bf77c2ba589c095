// The pieces that reports of evaluations are put together from.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "framdrift/evaluation/v1/account.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::evaluation {

report::v1::Bars& AddBars(const std::string& caption, report::v1::Section& out);
void AddBar(const std::string& label, double from, double to, report::v1::Bars& out);

// `after 8 months`, `at once` or `never`.
std::string PaybackCell(const v1::PartyLine& line);
// What a parameter's code means, as a label.
std::string ParameterWords(absl::string_view code);

// The value at so many months; 0 where there is none.
double ValueAt(const v1::PartyLine& line, int months);

}  // namespace framdrift::evaluation
