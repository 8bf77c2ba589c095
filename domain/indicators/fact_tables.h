// The tables of all subjects of one tenant, filled person by person from rows.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/strong_id.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/fields.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::indicators {

// All that rows say of one person, whose case has the same id.
struct PersonRows {
  facts::v1::FactCase of_case;
  facts::v1::FactPerson person;
  std::vector<facts::v1::FactMembership> memberships;
  std::vector<facts::v1::FactApplication> applications;

  // Memory is kept.
  void Clear();
};

// The local fields that `terms` declares.
std::vector<LocalField> LocalFieldsOf(const facts::v1::FactTerms& terms);

// Rows of a person, of a member of staff and of an activity have the ordinals 1, 2, 3 … in each
// table, by when they began. Not thread-safe;
// may be read by many threads while none writes.
class FactTables {
 public:
  explicit FactTables(const facts::v1::FactTerms& terms);
  FactTables(const FactTables&) = delete;
  FactTables& operator=(const FactTables&) = delete;

  // Before any person whose case names the unit.
  void SetUnit(const Id16& id, const facts::v1::FactUnit& unit);
  // Puts these rows in place of all that the tables had of the person.
  void Replace(const Id16& person, const PersonRows& rows);
  // The same of a member of staff and of an activity, whose costs are rows under its id. A row that
  // says nothing means that there is none.
  void ReplaceStaff(const Id16& id, const facts::v1::FactStaff& row);
  void ReplaceActivity(const Id16& id, const facts::v1::FactActivity& row);

  // Gives back the memory that is set aside for rows to come.
  void Shrink();

  const FactTable& table(Subject subject) const {
    return parts_[static_cast<size_t>(subject)]->table;
  }
  size_t bytes() const;

 private:
  struct Part {
    Part(Subject subject, const std::vector<LocalField>& local)
        : fields(subject, local), table(fields), row(fields) {}

    const Fields fields;
    FactTable table;
    FactRow row;
  };
  Part& PartOf(Subject subject) { return *parts_[static_cast<size_t>(subject)]; }
  void ReplacePerson(const Id16& person, const PersonRows& rows);
  void ReplaceEpisodes(const Id16& person, const PersonRows& rows);
  using Costs = google::protobuf::RepeatedPtrField<facts::v1::FactCost>;
  void ReplaceCosts(const Id16& id, const Costs& costs, const std::string& unit_id,
                    codes::v1::ActivityType type);
  // Rows of the person beyond the `count` first.
  static void EraseBeyond(const Id16& person, int32_t count, FactTable& table);

  std::vector<std::unique_ptr<Part>> parts_;
  absl::flat_hash_map<std::string, std::string> municipalities_;
};

}  // namespace framdrift::indicators
