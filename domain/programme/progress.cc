#include "domain/programme/progress.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "domain/history/when.h"
#include "domain/indicators/goal.h"

namespace framdrift::programme {
namespace {

constexpr int32_t kMediumFrom = 15'000;
constexpr int32_t kLargeFrom = 50'000;
constexpr size_t kPointsToMeasure = 3;

absl::CivilDay FirstDay(const v1::MeasurePublished& figure) {
  return history::DayOrNone(figure.from_date()).value_or(absl::CivilDay::min());
}

absl::CivilDay EndDay(const v1::MeasurePublished& figure) {
  return history::DayOrNone(figure.to_date()).value_or(absl::CivilDay::min());
}

bool IsShown(const v1::MeasurePublished& figure) {
  return figure.whole().has_value() && !figure.whole().suppressed();
}

const Noted<v1::LearningMeetingHeld>* MeetingAfter(const Programme& programme, int32_t number) {
  for (const auto& meeting : programme.meetings) {
    if (meeting.content.number() == number + 1) return &meeting;
  }
  return nullptr;
}

void AddMeetings(const Programme& programme, const Member& member, Support& out) {
  for (const auto& meeting : programme.meetings) {
    const auto& came = meeting.content.attendances();
    const bool attended =
        std::any_of(came.begin(), came.end(), [&](const v1::MeetingAttendance& one) {
          return one.member_id() == member.id.ToString();
        });
    out.meetings_attended += attended ? 1 : 0;
    out.meetings_held += attended || meeting.day >= member.joined->day ? 1 : 0;
  }
}

void AddActions(const Programme& programme, const Member& member, Support& out) {
  for (const Action& action : programme.actions) {
    if (action.member != member.id) continue;
    ++out.actions;
    out.actions_done += action.done ? 1 : 0;
    const int32_t number = action.agreed.content.meeting_number();
    const auto* next = number == 0 ? nullptr : MeetingAfter(programme, number);
    if (next == nullptr) continue;
    ++out.actions_followed;
    out.actions_done_in_time += action.done && action.done->day < next->day ? 1 : 0;
  }
}

// The last day until `day` on which the member could be supported: none of those after it left or
// the programme ended, or was to end where it has not.
absl::CivilDay LastDayOf(const Programme& programme, const Member& member, absl::CivilDay day) {
  day = std::min(day, programme.ended ? programme.ended->day : programme.until() - 1);
  return member.withdrew ? std::min(day, member.withdrew->day - 1) : day;
}

void AddContacts(const Programme& programme, const Member& member, absl::CivilDay day,
                 Support& out) {
  const absl::CivilMonth first(member.joined->day);
  const absl::CivilMonth last(LastDayOf(programme, member, day));
  for (absl::CivilMonth month = first; month <= last; ++month) {
    out.months.push_back({month, 0, 0});
  }
  for (const auto& contact : programme.support_contacts) {
    if (contact.content.member_id() != member.id.ToString()) continue;
    ++out.contacts;
    out.minutes += contact.content.minutes();
    const auto index = absl::CivilMonth(contact.day) - first;
    if (index < 0 || static_cast<size_t>(index) >= out.months.size()) continue;
    SupportOfMonth& month = out.months[static_cast<size_t>(index)];
    ++month.contacts;
    month.minutes += contact.content.minutes();
  }
}

// Means of the others of the same size.
void ComparePeers(std::vector<MemberProgress>& members) {
  for (MemberProgress& one : members) {
    const SizeClass size = SizeClassOf(one.member->joined->content.population());
    if (size == SizeClass::kUnknown) continue;
    double sum = 0;
    for (const MemberProgress& other : members) {
      if (&other == &one || SizeClassOf(other.member->joined->content.population()) != size) {
        continue;
      }
      sum += other.progress;
      ++one.peers;
    }
    if (one.peers > 0) one.progress_of_peers = sum / one.peers;
  }
}

}  // namespace

bool TookPart(const Member& member, absl::CivilDay day) {
  return member.joined && member.joined->day <= day &&
         (!member.withdrew || member.withdrew->day > day);
}

std::vector<v1::BuildingBlockStatus> StatusesOn(const Member& member, const v1::Template& content,
                                                absl::CivilDay day) {
  std::vector<v1::BuildingBlockStatus> statuses(static_cast<size_t>(content.blocks_size()),
                                                v1::BUILDING_BLOCK_STATUS_NOT_BEGUN);
  for (const auto& set : member.statuses) {
    if (set.day > day) break;
    for (int i = 0; i < content.blocks_size(); ++i) {
      if (content.blocks(i).code() == set.content.block()) {
        statuses[static_cast<size_t>(i)] = set.content.status();
      }
    }
  }
  return statuses;
}

double ProgressOn(const Member& member, const v1::Template& content, absl::CivilDay day) {
  return ProgressOf(content, StatusesOn(member, content, day));
}

double Support::contacts_per_month() const {
  int counted = 0;
  for (const SupportOfMonth& month : months) counted += month.contacts;
  return months.empty() ? 0 : static_cast<double>(counted) / static_cast<double>(months.size());
}

Support SupportOf(const Programme& programme, const Member& member, absl::CivilDay day) {
  Support support;
  AddMeetings(programme, member, support);
  AddActions(programme, member, support);
  AddContacts(programme, member, day, support);
  for (const auto& shadowing : programme.shadowings) {
    if (shadowing.content.guest_member_id() != member.id.ToString()) continue;
    support.shadow_days += int64_t{shadowing.content.days()} * shadowing.content.persons();
  }
  return support;
}

namespace {

std::vector<indicators::ToldPeriod> ToldBy(const LinkedMeasure& measure) {
  std::vector<indicators::ToldPeriod> periods;
  for (const auto& figure : measure.figures) {
    const auto value =
        IsShown(figure.content) ? std::make_optional(figure.content.whole().value()) : std::nullopt;
    periods.push_back({FirstDay(figure.content), EndDay(figure.content), value});
  }
  return periods;
}

}  // namespace

MeasureNow MeasureOf(const LinkedMeasure& measure) {
  MeasureNow now;
  now.measure = &measure;
  for (const auto& figure : measure.figures) {
    const auto key = std::tuple(EndDay(figure.content), FirstDay(figure.content));
    if (now.latest == nullptr || key >= std::tuple(EndDay(*now.latest), FirstDay(*now.latest))) {
      now.latest = &figure.content;
    }
    const bool is_last =
        now.goal == nullptr || figure.content.source_position() >= now.goal->source_position();
    if (is_last) now.goal = &figure.content;
  }
  if (now.latest == nullptr) return now;
  std::set<std::tuple<absl::CivilDay, absl::CivilDay>> periods;
  for (const auto& figure : measure.figures) {
    if (figure.content.definition_version() != now.latest->definition_version()) continue;
    if (IsShown(figure.content)) {
      periods.emplace(FirstDay(figure.content), EndDay(figure.content));
    }
  }
  now.points = static_cast<int>(periods.size());
  const v1::MeasurePublished& goal = *now.goal;
  const bool has_baseline = goal.has_baseline() || goal.baseline_withheld();
  now.measurable = has_baseline && goal.has_target() && periods.size() >= kPointsToMeasure;
  now.baseline_told = goal.has_baseline() && indicators::IsTold(goal.baseline(), ToldBy(measure));
  if (now.baseline_told && goal.has_target() && IsShown(*now.latest)) {
    now.attainment = indicators::AttainmentOf(
        goal.baseline().value(), goal.target().value(), now.latest->whole().value());
  }
  return now;
}

SizeClass SizeClassOf(int32_t population) {
  if (population <= 0) return SizeClass::kUnknown;
  if (population < kMediumFrom) return SizeClass::kSmall;
  return population < kLargeFrom ? SizeClass::kMedium : SizeClass::kLarge;
}

std::vector<MemberProgress> ProgressOfMembers(const Programme& programme, absl::CivilDay day) {
  std::vector<MemberProgress> members;
  for (const Member& member : programme.members) {
    if (!TookPart(member, day)) continue;
    MemberProgress& one = members.emplace_back();
    one.member = &member;
    one.progress = ProgressOn(member, *programme.template_in_force(), day);
    one.support = SupportOf(programme, member, day);
    for (const LinkedMeasure& measure : programme.measures) {
      if (measure.member == member.id) one.measures.push_back(MeasureOf(measure));
    }
    one.behind = BehindOf(programme, member, day);
  }
  std::sort(members.begin(), members.end(), [](const MemberProgress& a, const MemberProgress& b) {
    const v1::MemberJoined& x = a.member->joined->content;
    const v1::MemberJoined& y = b.member->joined->content;
    return std::tie(x.display_name(), x.municipality_code(), a.member->id) <
           std::tie(y.display_name(), y.municipality_code(), b.member->id);
  });
  ComparePeers(members);
  return members;
}

}  // namespace framdrift::programme
