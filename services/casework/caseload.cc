#include "services/casework/caseload.h"

#include <memory>

#include "base/check.h"
#include "domain/balance/weight.h"
#include "projections/projector.h"

namespace framdrift::services {
namespace {

// So long an assignment waits for the read model to know the one before.
constexpr absl::Duration kPatience = absl::Seconds(1);

}  // namespace

int64_t LoadOf(const projections::CaseloadRow& row, const policy::Policy& policy) {
  int64_t load = 0;
  for (const auto& [kind, count] : row.by_kind) {
    load += count * balance::WeightPercent(kind, policy);
  }
  return load;
}

absl::StatusOr<std::map<history::StaffId, int64_t>> LoadsOf(const projections::RowView& rows,
                                                            const policy::Policy& policy) {
  std::map<history::StaffId, int64_t> loads;
  FD_RETURN_IF_ERROR(
      projections::VisitCaseloads(rows, {}, {}, [&](const projections::CaseloadRow& row) {
        loads[row.caseworker] += LoadOf(row, policy);
        return true;
      }));
  return loads;
}

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
  FD_ASSIGN_OR_RETURN(const auto loads, LoadsOf(*rows, policy));
  const auto found = loads.find(caseworker);
  return found == loads.end() ? 0 : found->second;
}

}  // namespace framdrift::services
