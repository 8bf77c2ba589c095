#include "domain/programme/spread.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "domain/history/when.h"
#include "domain/programme/progress.h"

namespace framdrift::programme {
namespace {

// A mean of what is added.
class Mean {
 public:
  void Add(double value) {
    sum_ += value;
    ++count_;
  }
  std::optional<double> value() const {
    return count_ == 0 ? std::nullopt : std::optional(sum_ / count_);
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

bool Attended(const Noted<v1::LearningMeetingHeld>& meeting, const Member& member) {
  const auto& came = meeting.content.attendances();
  return std::any_of(came.begin(), came.end(), [&](const v1::MeetingAttendance& one) {
    return one.member_id() == member.id.ToString();
  });
}

AdoptionPoint PointOn(const Programme& programme, absl::CivilDay day) {
  AdoptionPoint point;
  point.month = absl::CivilMonth(day);
  const v1::Template& content = *programme.template_in_force();
  Mean operating;
  Mean progress;
  for (const Member& member : programme.members) {
    if (!TookPart(member, day)) continue;
    ++point.members;
    const auto statuses = StatusesOn(member, content, day);
    for (const v1::BuildingBlockStatus status : statuses) {
      operating.Add(status == v1::BUILDING_BLOCK_STATUS_IN_OPERATION ? 1 : 0);
    }
    progress.Add(ProgressOf(content, statuses));
  }
  point.in_operation = operating.value().value_or(0);
  point.progress = progress.value().value_or(0);
  return point;
}

// The last value of a period over by the end of `day` that was published; none where there is none.
std::optional<double> ValueOn(const LinkedMeasure& measure, absl::CivilDay day) {
  std::optional<double> value;
  absl::CivilDay latest = absl::CivilDay::min();
  for (const auto& figure : measure.figures) {
    const auto end = history::DayOrNone(figure.content.to_date());
    const v1::MeasurePublished& content = figure.content;
    if (!end || *end > day + 1 || *end < latest || !content.whole().has_value()) continue;
    if (content.whole().suppressed()) continue;
    latest = *end;
    value = content.whole().value();
  }
  return value;
}

void CountSteps(const Member& member, absl::CivilDay from, absl::CivilDay until,
                MeetingChange& out) {
  for (size_t i = 0; i < member.statuses.size(); ++i) {
    const auto& set = member.statuses[i];
    if (set.day < from || set.day >= until) continue;
    v1::BuildingBlockStatus before = v1::BUILDING_BLOCK_STATUS_NOT_BEGUN;
    for (size_t k = 0; k < i; ++k) {
      if (member.statuses[k].content.block() == set.content.block()) {
        before = member.statuses[k].content.status();
      }
    }
    out.steps_forward += set.content.status() > before ? 1 : 0;
    out.steps_back += set.content.status() < before ? 1 : 0;
  }
}

// `last`: how far the window goes, itself counted.
MeetingChange ChangeOf(const Programme& programme, const Noted<v1::LearningMeetingHeld>& meeting,
                       absl::CivilDay last) {
  MeetingChange change;
  change.meeting = &meeting;
  change.until = last;
  const absl::CivilDay eve = meeting.day - 1;
  const v1::Template& content = *programme.template_in_force();
  Mean before, after, others_before, others_after;
  for (const Member& member : programme.members) {
    const bool attended = Attended(meeting, member);
    change.attended += attended ? 1 : 0;
    CountSteps(member, meeting.day, last + 1, change);
    if (!TookPart(member, last) || !(attended || TookPart(member, eve))) continue;
    (attended ? before : others_before).Add(ProgressOn(member, content, eve));
    (attended ? after : others_after).Add(ProgressOn(member, content, last));
  }
  change.before = before.value();
  change.after = after.value();
  change.others_before = others_before.value();
  change.others_after = others_after.value();
  for (const LinkedMeasure& measure : programme.measures) {
    const auto then = ValueOn(measure, eve);
    const auto now = ValueOn(measure, last);
    if (then && now) change.measures.push_back({&measure, *then, *now});
  }
  return change;
}

// The first day on which it was in operation.
std::optional<absl::CivilDay> InOperationSince(const Member& member, const std::string& block) {
  for (const auto& set : member.statuses) {
    const bool is_it = set.content.block() == block &&
                       set.content.status() == v1::BUILDING_BLOCK_STATUS_IN_OPERATION;
    if (is_it) return set.day;
  }
  return std::nullopt;
}

struct SupportBefore {
  Mean meetings;
  Mean contacts;
  Mean shadow_days;

  void Add(const Programme& programme, const Member& member, absl::CivilDay day) {
    int came = 0;
    for (const auto& meeting : programme.meetings) {
      came += meeting.day < day && Attended(meeting, member) ? 1 : 0;
    }
    int talked = 0;
    for (const auto& contact : programme.support_contacts) {
      talked += contact.day < day && contact.content.member_id() == member.id.ToString() ? 1 : 0;
    }
    int64_t days = 0;
    for (const auto& shadowing : programme.shadowings) {
      const v1::ShadowingDone& done = shadowing.content;
      if (shadowing.day >= day || done.guest_member_id() != member.id.ToString()) continue;
      days += int64_t{done.days()} * done.persons();
    }
    meetings.Add(came);
    contacts.Add(talked);
    shadow_days.Add(static_cast<double>(days));
  }
};

void Summarise(std::vector<int> days, BlockSpread& out) {
  if (days.empty()) return;
  std::sort(days.begin(), days.end());
  const size_t middle = days.size() / 2;
  out.median_days = days.size() % 2 == 1 ? days[middle] : (days[middle - 1] + days[middle]) / 2.0;
  out.fastest_days = days.front();
  out.slowest_days = days.back();
}

}  // namespace

std::vector<AdoptionPoint> AdoptionOf(const Programme& programme, absl::CivilDay day) {
  std::vector<AdoptionPoint> curve;
  for (absl::CivilMonth month(programme.from()); month <= absl::CivilMonth(day); ++month) {
    curve.push_back(PointOn(programme, std::min(absl::CivilDay(month + 1) - 1, day)));
  }
  return curve;
}

std::vector<MeetingChange> ChangesOfMeetings(const Programme& programme, absl::CivilDay day) {
  std::vector<MeetingChange> changes;
  for (size_t i = 0; i < programme.meetings.size(); ++i) {
    const bool followed = i + 1 < programme.meetings.size();
    changes.push_back(ChangeOf(
        programme, programme.meetings[i], followed ? programme.meetings[i + 1].day - 1 : day));
  }
  return changes;
}

std::vector<BlockSpread> SpreadOfBlocks(const Programme& programme, absl::CivilDay day) {
  std::vector<BlockSpread> spread;
  for (const v1::BuildingBlock& block : programme.template_in_force()->blocks()) {
    BlockSpread& one = spread.emplace_back();
    one.block = &block;
    std::vector<int> days;
    SupportBefore support;
    for (const Member& member : programme.members) {
      if (!TookPart(member, day)) continue;
      ++one.members;
      if (StatusOf(member, block.code()) != v1::BUILDING_BLOCK_STATUS_IN_OPERATION) continue;
      ++one.in_operation;
      const auto since = InOperationSince(member, block.code());
      days.push_back(static_cast<int>(*since - member.joined->day));
      support.Add(programme, member, *since);
    }
    Summarise(std::move(days), one);
    one.meetings_before = support.meetings.value().value_or(0);
    one.contacts_before = support.contacts.value().value_or(0);
    one.shadow_days_before = support.shadow_days.value().value_or(0);
  }
  return spread;
}

}  // namespace framdrift::programme
