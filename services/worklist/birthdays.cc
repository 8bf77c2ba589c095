#include "services/worklist/birthdays.h"

#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"
#include "domain/worklist/items.h"
#include "projections/worklist.h"

namespace framdrift::services {

absl::StatusOr<std::optional<worklist::v1::WorkItem>> Birthdays::ItemOf(
    const Id16& case_id, const worklist::v1::OpenCase& open) {
  FD_ASSIGN_OR_RETURN(const auto person, reading_.View<person::PersonDecider>(case_id));
  const std::optional<absl::CivilDay> birth_date =
      as_of_ ? person.timeline().At(*as_of_).birth_date : person.state().birth_date;
  looked_at_.push_back(StreamOf(person::PersonDecider::kKind, case_id));
  if (!birth_date || !worklist::WasMinor(open, *birth_date)) return std::nullopt;
  if (!terms_) {
    FD_ASSIGN_OR_RETURN(
        const auto policy,
        reading_.View<policy::PolicyDecider>(policy::PolicyStreamId(reading_.tenant())));
    policies_ = as_of_ ? policy.timeline().At(*as_of_) : policy.state();
    terms_.emplace(policies_, reading_.context().zone);
  }
  FD_ASSIGN_OR_RETURN(const auto view, reading_.View<cases::CaseDecider>(case_id));
  looked_at_.push_back(StreamOf(cases::CaseDecider::kKind, case_id));
  std::optional<worklist::v1::WorkItem> item =
      as_of_ ? worklist::TurningEighteen(view.timeline().At(*as_of_), {*birth_date}, *terms_)
             : worklist::TurningEighteen(view.state(), {*birth_date}, *terms_);
  if (item) projections::CompleteName(reading_.tenant(), case_id, *item);
  return item;
}

}  // namespace framdrift::services
