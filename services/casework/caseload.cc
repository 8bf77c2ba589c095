#include "services/casework/caseload.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "domain/codes/codes.h"
#include "projections/cases.h"
#include "projections/projector.h"

namespace framdrift::services {
namespace {

// So long an assignment waits for the read model to know the one before.
constexpr absl::Duration kPatience = absl::Seconds(1);

absl::StatusOr<int64_t> CountOpen(const projections::RowView& rows,
                                  const history::StaffId& caseworker) {
  int64_t open = 0;
  const auto add = [&](const projections::CaseloadRow& row) {
    if (row.caseworker == caseworker) open += row.open;
    return true;
  };
  FD_RETURN_IF_ERROR(projections::VisitCaseloads(rows, {}, {}, add));
  return open;
}

absl::StatusOr<int64_t> WeighOpen(const projections::RowView& rows, const UnitOfWork& work,
                                  const history::StaffId& caseworker,
                                  const policy::Policy& policy) {
  const std::string filter = absl::StrCat(
      "caseworker_id = \"", caseworker.ToString(), "\" AND NOT (phase = EXITED OR phase = CLOSED)");
  projections::ListQuery query;
  query.tenant = work.tenant();
  query.zone = work.context().zone;
  query.filter = filter;
  FD_ASSIGN_OR_RETURN(
      const projections::Counted counted,
      projections::CountRows(rows, projections::ListableCases(), query, "target_group"));
  int64_t load = 0;
  for (const projections::Group& group : counted.groups) {
    const auto target_group = codes::FromShortName<codes::v1::TargetGroup>(group.value);
    load += group.count *
            policy.WeightPercent(target_group.value_or(codes::v1::TARGET_GROUP_UNSPECIFIED), "");
  }
  return load;
}

}  // namespace

absl::StatusOr<int64_t> LoadOf(UnitOfWork& work, const history::StaffId& caseworker,
                               const policy::Policy& policy) {
  FD_RETURN_IF_ERROR(work.MayWait());
  projections::Projector* const projector = work.runtime().projector;
  FD_CHECK(projector != nullptr);
  const absl::Status reached =
      projector->WaitUntil(work.tenant(), projections::kCases, work.head(), kPatience);
  if (!reached.ok() && !absl::IsDeadlineExceeded(reached)) return reached;
  FD_ASSIGN_OR_RETURN(const std::unique_ptr<projections::RowView> rows,
                      projector->Read(work.tenant(), projections::kCases));
  if (!policy.case_weights.empty()) return WeighOpen(*rows, work, caseworker, policy);
  FD_ASSIGN_OR_RETURN(const int64_t open, CountOpen(*rows, caseworker));
  return 100 * open;
}

}  // namespace framdrift::services
