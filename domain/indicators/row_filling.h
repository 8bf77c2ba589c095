// Puts into rows of tables what several subjects have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/indicators/fact_row.h"
#include "domain/indicators/fact_table.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::indicators {

// Values that change from day to day: the last of a day counts, the same again is no change.
class Series {
 public:
  void Add(DayNumber from, uint32_t value) {
    if (!changes_.empty() && changes_.back().from == from) {
      changes_.back().value = value;
      const size_t size = changes_.size();
      if (Before(size - 1) == value) changes_.pop_back();
      return;
    }
    if (Before(changes_.size()) != value) changes_.push_back({from, value});
  }
  void Put(FieldId field, FactRow& row) const {
    for (const Change& one : changes_) row.AddChange(field, one.from, one.value);
  }

 private:
  uint32_t Before(size_t place) const { return place == 0 ? 0 : changes_[place - 1].value; }

  std::vector<Change> changes_;
};

// 0 for a code of a later version that has no room in a column.
inline uint32_t CodeOf(int code) {
  return code >= 0 && code <= 255 ? static_cast<uint32_t>(code) : 0;
}
inline DayNumber DayOf(const facts::v1::FactMoment& at) { return DayOf(at.moment()); }
// Empty for no id.
std::string Uuid(const std::string& bytes);

// The first time; null when it was not reached.
const facts::v1::FactMoment* FirstOf(const facts::v1::FactEpisode& episode,
                                     facts::v1::FactMilestone milestone);
// The last episode that did not begin after `day`, else the first; null when there is none.
const facts::v1::FactEpisode* EpisodeOn(const facts::v1::FactCase& of_case, DayNumber day);

// Birth date, sex and origin stand in this order in every subject that has them.
void SetPerson(const facts::v1::FactPerson& person, FieldId first, FactTable& table, FactRow& row);
void SetLivelihood(const facts::v1::FactPerson& person, FieldId field, FactRow& row);
void SetUnits(const facts::v1::FactEpisode& episode, FieldId field, FactTable& table, FactRow& row);
// The unit of one day, which is all that is asked of what happens once.
void SetUnitOn(const facts::v1::FactEpisode& episode, DayNumber day, FieldId field,
               FactTable& table, FactRow& row);
// The first day, not before `from`, of which nothing is known any more.
void SetObservationEnd(const facts::v1::FactCase& of_case, DayNumber from, FieldId field,
                       FactRow& row);
void SetObstacles(const facts::v1::FactCase& of_case, FieldId field, FactRow& row);
// From `from` on an exemption holds or not.
void SetExemptions(const facts::v1::FactCase& of_case, DayNumber from, FieldId field, FactRow& row);
// The values of local attributes, which stand behind the fields of the contracts, from `first` on.
void SetAttributes(const facts::v1::FactCase& of_case, FieldId first, FactTable& table,
                   FactRow& row);

}  // namespace framdrift::indicators
