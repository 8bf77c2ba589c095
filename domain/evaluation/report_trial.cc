#include "domain/evaluation/report_trial.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "domain/evaluation/report_parts.h"
#include "domain/report/parts.h"

namespace framdrift::evaluation {
namespace {

namespace rv1 = report::v1;

const char* MethodWords(v1::TrialMethod method) {
  switch (method) {
    case v1::TRIAL_METHOD_SIMPLE:
      return "Drawn one by one, from the recorded seed.";
    case v1::TRIAL_METHOD_BLOCKS:
      return "Drawn in blocks, half to each arm, from the recorded seed.";
    case v1::TRIAL_METHOD_ELSEWHERE:
      return "Drawn elsewhere, and recorded here person by person.";
    default:
      return "";
  }
}

void AddDraw(const Trial& trial, rv1::Section& section) {
  const v1::TrialDesign& design = trial.design;
  report::AddParagraph(MethodWords(design.method()), section);
  rv1::Table& table = report::AddTable(
      "The draw", {{"What", rv1::CELL_KIND_WORDS}, {"Settled", rv1::CELL_KIND_NAME}}, section);
  report::AddRow({"Drawn to the treatment are offered", design.treatment()}, table);
  report::AddRow({"The others get", design.control()}, table);
  report::AddRow({"Decided", absl::FormatCivilTime(trial.designed_on)}, table);
  if (design.block_size() != 0) {
    report::AddRow({"Persons in a block", absl::StrCat(design.block_size())}, table);
  }
  if (design.seed() != 0) report::AddRow({"Seed", absl::StrCat(design.seed())}, table);
  const auto [first, last] = trial.FirstAndLastDay();
  if (!first) return;
  report::AddRow({"First drawn", absl::FormatCivilTime(*first)}, table);
  report::AddRow({"Last drawn", absl::FormatCivilTime(*last)}, table);
  report::AddRow({"Persons to the treatment", absl::StrCat(trial.CountOf(v1::TRIAL_ARM_TREATMENT))},
                 table);
  report::AddRow({"Persons to the others", absl::StrCat(trial.CountOf(v1::TRIAL_ARM_CONTROL))},
                 table);
}

}  // namespace

void AddTrial(const Evaluation& evaluation, rv1::Report& out) {
  const bool measured = evaluation.cohort && evaluation.cohort->content.by_trial();
  const bool claimed =
      evaluation.cohort && !measured && evaluation.cohort->content.random_assignment();
  if (!evaluation.trial && !claimed) return;
  rv1::Section& section = report::AddSection("How chance decided who takes part", out);
  if (evaluation.trial) {
    AddDraw(*evaluation.trial, section);
    report::AddQuotation(evaluation.trial->design.note(), section);
  }
  if (measured) {
    report::AddParagraph(
        "Everybody counts on the side they were drawn to, from the day they were "
        "drawn, whether they took part or not.",
        section);
  }
  if (!claimed) return;
  report::AddParagraph(
      "What was measured is said to be drawn, which is not recorded person by "
      "person: it counts as self-selected.",
      section);
  report::AddQuotation(evaluation.cohort->content.assignment_note(), section);
}

}  // namespace framdrift::evaluation
