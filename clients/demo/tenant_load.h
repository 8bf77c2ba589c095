// All that is recorded of one municipality, as commits in the order in which they are to be sent.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "clients/demo/amendments.h"
#include "clients/demo/people.h"
#include "clients/demo/world.h"
#include "framdrift/migration/v1/migration_service.pb.h"

namespace framdrift::demo {

// Equal settings, equal commits. Not thread-safe.
class TenantLoad {
 public:
  // `number` is below the size of Municipalities().
  TenantLoad(const Settings& settings, uint64_t number);

  const World& world() const { return world_; }
  // Names the flags: what was loaded with others is not taken for the same.
  const std::string& source() const { return source_; }
  migration::v1::TenantFounding Founding() const;

  // The next commit; none when all have been made. The one before must have been answered.
  std::optional<migration::v1::FactCommit> Next();
  // The first fact of the last commit stands at `first_position`.
  void Answered(int64_t first_position);

  // Persons whose facts have been made.
  int64_t persons_done() const { return static_cast<int64_t>(next_person_); }
  int64_t facts_made() const { return facts_made_; }

 private:
  void AddPerson(migration::v1::FactCommit& commit);
  migration::v1::FactCommit Finished(migration::v1::FactCommit commit);

  World world_;
  std::string source_;
  std::vector<Fact> organisation_;
  size_t next_organisation_ = 0;
  std::vector<Arrival> arrivals_;
  size_t next_person_ = 0;
  // Of the last commit: they wait for the positions of their targets.
  std::vector<Amendment> waiting_;
  std::deque<Fact> amendments_;
  int64_t commits_ = 0;
  int64_t facts_made_ = 0;
};

}  // namespace framdrift::demo
