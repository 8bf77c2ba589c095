#include "clients/demo/tenant_load.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "clients/demo/calendar.h"
#include "clients/demo/organisation.h"
#include "clients/demo/place.h"

namespace framdrift::demo {
namespace {

using migration::v1::FactCommit;

// A commit is sent when it holds so many: large enough that what a commit costs does not count,
// small enough that several tenants' are in hand at once.
constexpr int kFacts = 1500;

}  // namespace

TenantLoad::TenantLoad(const Settings& settings, uint64_t number)
    : world_(WorldOf(settings, number)),
      source_(absl::StrCat("framdrift demo seed=", settings.seed, " persons=", settings.persons,
                           " years=", settings.years,
                           " today=", absl::FormatCivilTime(settings.today))) {
  organisation_ = Organise(world_);
  for (Fact& fact : TellPlace(world_)) organisation_.push_back(std::move(fact));
  arrivals_ = ArrivalsOf(world_);
}

migration::v1::TenantFounding TenantLoad::Founding() const {
  migration::v1::TenantFounding founding;
  founding.set_display_name(std::string(world_.municipality->name));
  founding.set_invented(true);
  *founding.mutable_occurred() = WhenOn(world_.start - 61);
  return founding;
}

std::optional<FactCommit> TenantLoad::Next() {
  FactCommit commit;
  while (next_organisation_ < organisation_.size() && commit.facts_size() < kFacts) {
    *commit.add_facts() = std::move(organisation_[next_organisation_++]);
  }
  if (commit.facts_size() > 0) return Finished(std::move(commit));
  while (next_person_ < arrivals_.size() && commit.facts_size() < kFacts) AddPerson(commit);
  if (commit.facts_size() > 0) return Finished(std::move(commit));
  // All that refers to one case in one commit.
  while (!amendments_.empty()) {
    const std::string stream = amendments_.front().stream_id();
    if (commit.facts_size() >= kFacts &&
        stream != commit.facts(commit.facts_size() - 1).stream_id()) {
      break;
    }
    *commit.add_facts() = std::move(amendments_.front());
    amendments_.pop_front();
  }
  if (commit.facts_size() > 0) return Finished(std::move(commit));
  return std::nullopt;
}

void TenantLoad::AddPerson(FactCommit& commit) {
  const Arrival& arrival = arrivals_[next_person_++];
  std::vector<Fact> facts = TellStory(world_, arrival.who, arrival.opened);
  for (Amendment& amendment : AmendmentsOf(world_, arrival.who, facts)) {
    amendment.target += static_cast<size_t>(commit.facts_size());
    waiting_.push_back(std::move(amendment));
  }
  for (Fact& fact : facts) *commit.add_facts() = std::move(fact);
}

FactCommit TenantLoad::Finished(FactCommit commit) {
  commit.set_commit_id(world_.ids.Of(absl::StrCat("commit ", source_), ++commits_));
  facts_made_ += commit.facts_size();
  return commit;
}

void TenantLoad::Answered(int64_t first_position) {
  for (Amendment& amendment : waiting_) {
    SetPosition(amendment.fact, first_position + static_cast<int64_t>(amendment.target));
    amendments_.push_back(std::move(amendment.fact));
  }
  waiting_.clear();
}

}  // namespace framdrift::demo
