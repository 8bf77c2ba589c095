// The staff of a place: what they work where, what they learn, and their supervision.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

struct SharedStaff {
  history::StaffId id;
  // As it was said last, but for the percentage before, which is the first one said.
  v1::StaffShared content;

  // False for those who are shared no more.
  bool is_shared() const { return content.hours_size() > 0; }
};

struct Staff {
  // In the order in which they came to be shared.
  std::vector<SharedStaff> members;
  std::set<history::StaffId> supervised;
  int64_t competence_activities = 0;
  int64_t cross_sector_activities = 0;
};

// Events of other matters change and refuse nothing.
void Evolve(Staff& staff, const v1::PlaceEvent& event);
// PERCENT_OUT_OF_RANGE, QUANTITY_OUT_OF_RANGE, DEPARTMENT_TWICE, STAFF_NOT_SHARED.
void Check(const Staff& before, const v1::PlaceEvent& event, Refusals& out);

}  // namespace framdrift::place
