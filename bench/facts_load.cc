#include "bench/facts_load.h"

#include <chrono>
#include <random>
#include <string>
#include <utility>

#include "base/check.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/history/when.h"
#include "domain/indicators/case_facts.h"
#include "domain/indicators/case_history.h"

namespace framdrift::indicators {
namespace {

using casework::v1::CaseEvent;
using Clock = std::chrono::steady_clock;

constexpr int kUnits = 10;
constexpr int kCaseworkers = 400;
constexpr int kDaysOfOpenings = 365 * 6;
constexpr int kHoursOfDay = 24;
const absl::CivilDay kFirstDay(2019, 1, 1);
const absl::CivilDay kLastDay(2025, 12, 31);

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Random bytes, as ids are; the same for the same number.
Id16 LoadId(uint8_t kind, int number) {
  std::mt19937_64 random(static_cast<uint64_t>(number) * 256 + kind);
  Id16 id{};
  for (uint8_t& byte : id) byte = static_cast<uint8_t>(random());
  return id;
}

// One person's episode; one in twelve has a second one.
class History {
 public:
  History(int number, absl::TimeZone zone)
      : number_(number), random_(static_cast<uint64_t>(number)), zone_(zone) {
    at_ = absl::FromCivil(kFirstDay + Below(kDaysOfOpenings), zone) + absl::Hours(8 + Below(9));
    Open();
    Support();
    Work();
    if (Below(3) == 0) return;
    Exit();
    if (Below(8) > 0) return;
    CaseEvent event;
    event.mutable_case_reopened()->set_unit_id(unit_);
    Add(event, kHoursOfDay * (20 + Below(500)));
    Work();
  }

  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }

  CaseHistory state;

 private:
  void Open() {
    unit_ = FormatUuid(LoadId(5, Below(kUnits)));
    CaseEvent event;
    auto& opened = *event.mutable_case_opened();
    opened.set_target_group(static_cast<codes::v1::TargetGroup>(1 + Below(8)));
    opened.set_channel(static_cast<codes::v1::Channel>(1 + Below(4)));
    opened.set_unit_id(unit_);
    Add(event, 0);
    auto& assigned = *event.mutable_case_assigned();
    assigned.set_caseworker_id(FormatUuid(LoadId(6, Below(kCaseworkers))));
    assigned.set_unit_id(unit_);
    Add(event, 3);
    event.mutable_flow_assigned()->set_flow(Below(100) < 85 ? casework::v1::FLOW_MAIN
                                                            : casework::v1::FLOW_OTHER);
    Add(event, 1);
    event.mutable_enrolment_started()->set_referred_by(
        static_cast<codes::v1::ReferredBy>(1 + Below(4)));
    Add(event, 1);
    event.mutable_first_contact_held();
    Add(event, 20 + Below(90));
    event.mutable_obstacle_set()->set_code(static_cast<codes::v1::Obstacle>(1 + Below(14)));
    Add(event, 1);
  }

  void Support() {
    absl::CivilMonth month(absl::ToCivilDay(at_, zone_));
    for (int left = Below(14); left > 0; --left) {
      CaseEvent event;
      auto& set = *event.mutable_aid_month_set();
      *set.mutable_month() = history::DateFrom(absl::CivilDay(month++));
      set.set_applied(true);
      set.set_granted_ore(450'000);
      set.set_paid_ore(450'000);
      Add(event, 0);
    }
  }

  void Work() {
    const std::string step = FormatUuid(LoadId(7, number_ * 2 + ++plans_));
    CaseEvent event;
    auto& planned = *event.mutable_work_plan_adopted()->add_steps();
    planned.set_step_id(step);
    planned.set_activity_type(codes::v1::ACTIVITY_TYPE_INTERNSHIP);
    event.mutable_work_plan_adopted()->mutable_terms()->set_track(
        static_cast<casework::v1::PlanTrack>(1 + Below(4)));
    Add(event, kHoursOfDay * (1 + Below(40)));
    event.mutable_step_started()->set_step_id(step);
    Add(event, kHoursOfDay * (1 + Below(30)));
    for (int left = 1 + Below(6); left > 0; --left) {
      event.mutable_contact_held()->set_mode(casework::v1::CONTACT_MODE_VISIT);
      Add(event, kHoursOfDay * (3 + Below(20)));
      if (Below(2) > 0) continue;
      event.mutable_work_plan_reviewed();
      Add(event, kHoursOfDay * (1 + Below(20)));
    }
    for (int left = Below(4); left > 0; --left) {
      auto& attended = *event.mutable_attendance_recorded();
      attended.set_step_id(step);
      *attended.mutable_date() = history::DateFrom(absl::ToCivilDay(at_, zone_));
      attended.set_code(static_cast<codes::v1::AttendanceCode>(1 + Below(4)));
      attended.set_minutes(180);
      attended.set_at_workplace(Below(2) == 0);
      Add(event, kHoursOfDay);
    }
  }

  void Exit() {
    CaseEvent event;
    if (Below(2) == 0) {
      auto& job = *event.mutable_job_started();
      job.set_job_id(FormatUuid(LoadId(8, number_)));
      job.set_percent(100);
      Add(event, kHoursOfDay * Below(60));
    }
    const auto reason = static_cast<codes::v1::ExitReason>(1 + Below(15));
    event.mutable_exit_recorded()->set_reason(reason);
    event.mutable_exit_recorded()->set_verified(Below(3) > 0);
    Add(event, kHoursOfDay * Below(120));
    event.mutable_enrolment_ended()->set_reason(reason);
    Add(event, 0);
  }

  // Leaves `event` empty.
  void Add(CaseEvent& event, int hours_later) {
    history::Recorded<CaseEvent> entry;
    entry.envelope.position = ++position_;
    entry.envelope.occurred = {at_ += absl::Hours(hours_later), history::Precision::kSecond};
    entry.envelope.day = absl::ToCivilDay(at_, zone_);
    entry.event = std::exchange(event, {});
    CaseHistoryDecider::Evolve(state, entry);
  }

  const int number_;
  std::mt19937_64 random_;
  const absl::TimeZone zone_;
  absl::Time at_;
  std::string unit_;
  int plans_ = 0;
  int64_t position_ = 0;
};

void FillPerson(History& history, facts::v1::FactPerson& person) {
  person.set_birth_day(-3650 - history.Below(365 * 35));
  person.set_sex(history.Below(2) == 0 ? person::v1::SEX_FEMALE : person::v1::SEX_MALE);
  person.set_country_of_birth(history.Below(3) == 0 ? "SE" : "SY");
  facts::v1::FactLivelihood& livelihood = *person.add_livelihood();
  livelihood.set_from_day(DayNumberOf(kFirstDay));
  livelihood.set_state(static_cast<codes::v1::LivelihoodState>(1 + history.Below(6)));
}

// Every other caseworker full time, the rest half; each with a cost for every month of the load.
void EmployAll(FactTables& tables) {
  for (int number = 0; number < kCaseworkers; ++number) {
    facts::v1::FactStaff staff;
    const DayNumber began = DayNumberOf(kFirstDay);
    staff.set_registered(MomentOf(began));
    const Id16 unit = LoadId(5, number % kUnits);
    staff.set_unit_id(std::string(unit.begin(), unit.end()));
    facts::v1::FactCapacity& capacity = *staff.add_capacities();
    capacity.set_from_day(began);
    capacity.set_fte_percent(number % 2 == 0 ? 100 : 50);
    for (absl::CivilMonth month(kFirstDay); month <= absl::CivilMonth(kLastDay); ++month) {
      facts::v1::FactCost& cost = *staff.add_costs();
      cost.set_from_day(DayNumberOf(absl::CivilDay(month)));
      cost.set_until_day(DayNumberOf(absl::CivilDay(month + 1)));
      cost.set_amount_ore(4'000'000 + number);
    }
    tables.ReplaceStaff(LoadId(6, number), staff);
  }
}

}  // namespace

LoadedFacts LoadFacts(int episodes) {
  absl::TimeZone zone;
  FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
  const policy::PolicyHistory policies;
  const deadlines::PolicyTerms terms(policies, zone);
  LoadedFacts loaded;
  loaded.tables = std::make_unique<FactTables>(facts::v1::FactTerms());
  PersonRows rows;
  const size_t wanted = static_cast<size_t>(episodes);
  for (int number = 1; loaded.tables->table(Subject::kEpisode).size() < wanted; ++number) {
    const auto begun = Clock::now();
    History history(number, zone);
    rows.Clear();
    rows.of_case = FactsOf(history.state, terms);
    FillPerson(history, rows.person);
    loaded.row_bytes += rows.of_case.ByteSizeLong() + rows.person.ByteSizeLong();
    const auto folded = Clock::now();
    loaded.folding_seconds += std::chrono::duration<double>(folded - begun).count();
    loaded.tables->Replace(LoadId(3, number), rows);
    loaded.filling_seconds += SecondsSince(folded);
  }
  EmployAll(*loaded.tables);
  loaded.tables->Shrink();
  return loaded;
}

DayNumber LastDayOfLoad() { return DayNumberOf(kLastDay); }

}  // namespace framdrift::indicators
