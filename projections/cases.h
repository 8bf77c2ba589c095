// The read model of cases: a CaseSummary for each, listed by opening day, and caseloads.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "domain/balance/weight.h"
#include "domain/cases/case_decider.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "projections/listing.h"
#include "projections/projection.h"
#include "projections/rows.h"
#include "projections/stream_model.h"

namespace framdrift::projections {

inline constexpr char kCases[] = "cases";

struct CasesModel {
  using Decider = cases::CaseDecider;
  using Row = casework::v1::CaseSummary;
  static constexpr const char* kName = kCases;
  static constexpr uint32_t kVersion = 2;

  // None for a person who never had an episode. Without the person's name, which is sealed.
  static bool MakeRow(const StreamFacts& facts, const cases::Case& state, Row& row);
  // By the day the latest episode was opened; the unknown last.
  static std::string SortKey(const Row& row);
  static void Count(const Row& row, absl::FunctionRef<void(std::string key)> count);
};

std::unique_ptr<Projection> CasesProjection();

// Cases as they are listed: the fields are those of CaseSummary, and `attr.NAME` is a local
// attribute. Lives for ever.
const Listable& ListableCases();

// How many cases there are.
absl::StatusOr<int64_t> CountAllCases(const RowView& rows);

// One caseworker's open cases in one unit; ids are zeros where there is nobody or none.
struct CaseloadRow {
  history::UnitId unit;
  history::StaffId caseworker;
  // By number of the phase: INTAKE, ASSESSMENT, PLANNED, ACTIVE.
  std::map<casework::v1::Phase, int64_t> by_phase;
  // The same cases by all that the policy weighs.
  std::map<balance::CaseKind, int64_t> by_kind;
  int64_t open = 0;
  int64_t paused = 0;
};

// Visits caseloads by unit, then caseworker, from `from` (unit, caseworker) on, until `visit`
// returns false.
absl::Status VisitCaseloads(const RowView& rows, const history::UnitId& from_unit,
                            const history::StaffId& from_caseworker,
                            absl::FunctionRef<bool(const CaseloadRow&)> visit);

}  // namespace framdrift::projections
