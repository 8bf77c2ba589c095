#include "domain/place/needs.h"

#include <algorithm>

#include "domain/history/ids.h"
#include "domain/place/refusals.h"

namespace framdrift::place {
namespace {

using history::IdOrNone;
using Event = v1::PlaceEvent;

Need* Find(Needs& needs, const std::string& id) {
  return const_cast<Need*>(FindNeed(needs, IdOrNone<NeedId>(id)));
}

void SetStanding(Need& need, v1::NeedStanding standing, absl::CivilDay day) {
  if (standing == v1::NEED_STANDING_UNSPECIFIED || standing == need.standing) return;
  need.days_open_before = need.DaysOpen(day);
  need.open_since.reset();
  if (standing == v1::NEED_STANDING_OPEN) need.open_since = day;
  need.standing = standing;
}

void AddUnknownCode(bool known, const char* what, Refusals& out) {
  if (known) return;
  out.Add(kNeedCodeUnknown,
          std::string("There is no such ") + what + "; use one the contract names.",
          {{"field", what}});
}

void CheckRecorded(const Needs& before, const v1::NeedRecorded& recorded, Refusals& out) {
  if (FindNeed(before, IdOrNone<NeedId>(recorded.need_id())) != nullptr) {
    out.Add(kNeedExists,
            "The place has a need with that id already.",
            {{"need_id", recorded.need_id()}});
  }
  AddUnknownCode(recorded.need_source() != v1::NEED_SOURCE_UNSPECIFIED &&
                     v1::NeedSource_IsValid(recorded.need_source()),
                 "need_source",
                 out);
  AddUnknownCode(recorded.frequency() != v1::NEED_FREQUENCY_UNSPECIFIED &&
                     v1::NeedFrequency_IsValid(recorded.frequency()),
                 "frequency",
                 out);
  AddUnknownCode(recorded.urgency() != v1::NEED_URGENCY_UNSPECIFIED &&
                     v1::NeedUrgency_IsValid(recorded.urgency()),
                 "urgency",
                 out);
}

const Need* FindOrRefuse(const Needs& before, const std::string& id, Refusals& out) {
  const Need* need = FindNeed(before, IdOrNone<NeedId>(id));
  if (need == nullptr) {
    out.Add(kNeedUnknown, "The place has no such need; record it first.", {{"need_id", id}});
  }
  return need;
}

void CheckReassessed(const Needs& before, const v1::NeedReassessed& reassessed, Refusals& out) {
  AddUnknownCode(v1::NeedFrequency_IsValid(reassessed.frequency()), "frequency", out);
  AddUnknownCode(v1::NeedUrgency_IsValid(reassessed.urgency()), "urgency", out);
  AddUnknownCode(v1::NeedStanding_IsValid(reassessed.standing()), "standing", out);
  const Need* need = FindOrRefuse(before, reassessed.need_id(), out);
  if (need == nullptr) return;
  const auto as_before = [](auto now, auto then) { return now == 0 || now == then; };
  if (as_before(reassessed.frequency(), need->content.frequency()) &&
      as_before(reassessed.urgency(), need->content.urgency()) &&
      as_before(reassessed.standing(), need->standing)) {
    out.Add(kNeedUnchanged, "Say what has changed: frequency, urgency or standing.");
  }
}

}  // namespace

int64_t Need::DaysOpen(absl::CivilDay day) const {
  return days_open_before + (open_since ? std::max<int64_t>(day - *open_since, 0) : 0);
}

const Need* FindNeed(const Needs& needs, const NeedId& id) {
  const auto found =
      std::find_if(needs.begin(), needs.end(), [&](const Need& one) { return one.id == id; });
  return found == needs.end() ? nullptr : &*found;
}

void Evolve(Needs& needs, const history::Recorded<Event>& entry) {
  const absl::CivilDay day = entry.envelope.day;
  if (entry.event.has_need_recorded()) {
    const v1::NeedRecorded& recorded = entry.event.need_recorded();
    Need& need = needs.emplace_back();
    need.id = IdOrNone<NeedId>(recorded.need_id());
    need.position = entry.envelope.position;
    need.content = recorded;
    need.open_since = day;
  } else if (entry.event.has_need_met()) {
    const v1::NeedMet& met = entry.event.need_met();
    Need* need = Find(needs, met.need_id());
    if (need == nullptr) return;
    SetStanding(*need, v1::NEED_STANDING_COVERED, day);
    need->how = met.how();
    need->contributors = {met.contributors().begin(), met.contributors().end()};
  } else if (entry.event.has_need_reassessed()) {
    const v1::NeedReassessed& reassessed = entry.event.need_reassessed();
    Need* need = Find(needs, reassessed.need_id());
    if (need == nullptr) return;
    if (reassessed.frequency() != 0) need->content.set_frequency(reassessed.frequency());
    if (reassessed.urgency() != 0) need->content.set_urgency(reassessed.urgency());
    SetStanding(*need, reassessed.standing(), day);
  }
}

void Check(const Needs& before, const Event& event, Refusals& out) {
  if (event.has_need_recorded()) {
    CheckRecorded(before, event.need_recorded(), out);
  } else if (event.has_need_met()) {
    const Need* need = FindOrRefuse(before, event.need_met().need_id(), out);
    if (need != nullptr && need->standing != v1::NEED_STANDING_OPEN) {
      out.Add(kNeedNotOpen,
              "The need is met already, or no longer there; reassess it first.",
              {{"need_id", event.need_met().need_id()}});
    }
  } else if (event.has_need_reassessed()) {
    CheckReassessed(before, event.need_reassessed(), out);
  }
}

}  // namespace framdrift::place
