#include "clients/demo/people.h"

#include <algorithm>

#include "clients/demo/calendar.h"
#include "clients/demo/personal_numbers.h"

namespace framdrift::demo {
namespace {

using codes::v1::TargetGroup;

constexpr uint64_t kPeopleStream = 303;

// Of a thousand, how many belong to a group, and how many of a thousand of those are on support.
struct Group {
  TargetGroup group;
  int weight;
  int on_support;
  int youngest;
  int oldest;
  int born_abroad;
};

constexpr Group kGroups[] = {
    {codes::v1::TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT, 360, 1000, 20, 61, 520},
    {codes::v1::TARGET_GROUP_YOUNG, 150, 250, 17, 24, 240},
    {codes::v1::TARGET_GROUP_NEWLY_ARRIVED, 125, 250, 19, 55, 1000},
    {codes::v1::TARGET_GROUP_UNACCOMPANIED_MINOR, 15, 0, 16, 17, 1000},
    {codes::v1::TARGET_GROUP_LONG_TERM_SUPPORT, 110, 1000, 26, 62, 560},
    {codes::v1::TARGET_GROUP_REDUCED_WORK_CAPACITY, 75, 150, 20, 60, 180},
    {codes::v1::TARGET_GROUP_SICK_WITHOUT_COMPENSATION, 55, 1000, 24, 62, 380},
    {codes::v1::TARGET_GROUP_PARENTAL_LEAVE_RETURNING, 30, 0, 22, 42, 480},
    {codes::v1::TARGET_GROUP_SINGLE_PROVIDER, 60, 1000, 23, 50, 460},
    {codes::v1::TARGET_GROUP_OTHER, 20, 0, 20, 62, 250},
};
// Of a thousand, those whose case was open when the system was taken into use.
constexpr int kTakenOver = 130;
constexpr int kTakenOverDays = 40;

class Populator {
 public:
  explicit Populator(const World& world)
      : world_(world), rng_({world.settings.seed, world.number, kPeopleStream}) {}

  std::vector<Arrival> Run() {
    std::vector<absl::Time> opened = Openings();
    std::vector<Arrival> arrivals;
    arrivals.reserve(opened.size());
    for (size_t i = 0; i < opened.size(); ++i) {
      arrivals.push_back({MakeProfile(static_cast<int64_t>(i), opened[i]), opened[i]});
    }
    return arrivals;
  }

 private:
  std::vector<absl::Time> Openings() {
    std::vector<absl::Time> opened;
    const int64_t days = world_.settings.today - world_.start;
    for (int i = 0; i < world_.settings.persons; ++i) {
      const bool taken_over = rng_.Chance(kTakenOver);
      const int64_t day = rng_.Below(taken_over ? std::min<int64_t>(kTakenOverDays, days) : days);
      absl::CivilDay civil = WorkingDayFrom(world_.start + day);
      while (At(civil, 0) >= world_.end) civil = Working().Add(civil, -1);
      opened.push_back(At(civil, SomeTime(rng_, 9, 15)));
    }
    std::sort(opened.begin(), opened.end());
    return opened;
  }

  Profile MakeProfile(int64_t number, absl::Time opened) {
    std::vector<int> weights;
    for (const Group& group : kGroups) weights.push_back(group.weight);
    const Group& group = kGroups[rng_.Weighted(weights)];
    Profile who;
    who.number = number;
    who.id = world_.ids.Of("person", number);
    who.group = group.group;
    who.on_support = rng_.Chance(group.on_support);
    const bool provider = group.group == codes::v1::TARGET_GROUP_SINGLE_PROVIDER ||
                          group.group == codes::v1::TARGET_GROUP_PARENTAL_LEAVE_RETURNING;
    who.woman = rng_.Chance(provider ? 860 : 490);
    who.born_abroad = rng_.Chance(group.born_abroad);
    who.birth = DayOf(opened) - rng_.Between(group.youngest * 366, group.oldest * 365);
    who.name = InventName(rng_, who.woman, who.born_abroad);
    who.personal_number = numbers_.Take(who.birth, who.woman);
    // Somebody of sixteen or seventeen does not apply for themselves.
    who.on_support &= PlusMonths(who.birth, 18 * 12) <= DayOf(opened);
    if (who.on_support) AddRelatives(who, opened);
    return who;
  }

  void AddRelatives(Profile& who, absl::Time opened) {
    if (who.group == codes::v1::TARGET_GROUP_SINGLE_PROVIDER) {
      const int64_t children = rng_.Between(1, 3);
      for (int64_t i = 0; i < children; ++i) AddRelative(who, opened, true, 300, 5500);
    } else if (rng_.Chance(90)) {
      AddRelative(who, opened, false, 22 * 366, 60 * 365);
    }
  }

  void AddRelative(Profile& who, absl::Time opened, bool child, int64_t fewest_days,
                   int64_t most_days) {
    Relative relative;
    relative.id = world_.ids.Of("relative", who.number, static_cast<int64_t>(who.relatives.size()));
    relative.child = child;
    relative.woman = rng_.Chance(500);
    relative.birth = DayOf(opened) - rng_.Between(fewest_days, most_days);
    relative.name = InventName(rng_, relative.woman, who.born_abroad);
    relative.name.family = who.name.family;
    relative.personal_number = numbers_.Take(relative.birth, relative.woman);
    who.relatives.push_back(std::move(relative));
  }

  const World& world_;
  Rng rng_;
  NumberBook numbers_;
};

}  // namespace

std::vector<Arrival> ArrivalsOf(const World& world) { return Populator(world).Run(); }

}  // namespace framdrift::demo
