// What facts cost: rows made of histories, tables loaded from rows, memory, and a scan of columns.
// facts_bench [EPISODES]: 100 000 where nothing is said.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>

#include "base/check.h"
#include "domain/indicators/case_facts.h"
#include "domain/indicators/case_history.h"
#include "projections/facts.h"
#include "projections/facts_keys.h"
#include "projections/memory_rows.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {
namespace {

using Clock = std::chrono::steady_clock;
using casework::v1::CaseEvent;
using indicators::CaseHistoryDecider;
using indicators::FactTable;
using indicators::FactTables;
using indicators::Subject;

constexpr int kUnits = 40;
constexpr int kCaseworkers = 800;
constexpr int kScans = 20;
const absl::Time kStart = absl::FromUnixSeconds(1'577'836'800);  // 2020

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

// Random bytes, as ids are; the same for the same number.
Id16 BenchId(uint8_t kind, int number) {
  std::mt19937_64 random(static_cast<uint64_t>(number) * 256 + kind);
  Id16 id{};
  for (uint8_t& byte : id) byte = static_cast<uint8_t>(random());
  return id;
}

// An episode as most are: opened, assigned, met, planned, active, with contacts and reviews, and
// in two of three cases an exit.
class History {
 public:
  History(int number, absl::TimeZone zone) : random_(static_cast<uint64_t>(number)), zone_(zone) {
    at_ = kStart + absl::Hours(Below(24 * 365 * 5));
    CaseEvent event;
    const std::string unit = FormatUuid(BenchId(5, Below(kUnits)));
    event.mutable_case_opened()->set_target_group(
        static_cast<codes::v1::TargetGroup>(1 + Below(8)));
    event.mutable_case_opened()->set_unit_id(unit);
    Add(event, 0);
    event.mutable_case_assigned()->set_caseworker_id(FormatUuid(BenchId(6, Below(kCaseworkers))));
    event.mutable_case_assigned()->set_unit_id(unit);
    Add(event, 3);
    event.mutable_flow_assigned()->set_flow(Below(100) < 85 ? casework::v1::FLOW_MAIN
                                                            : casework::v1::FLOW_OTHER);
    Add(event, 1);
    event.mutable_first_contact_held();
    Add(event, 30);
    event.mutable_obstacle_set()->set_code(static_cast<codes::v1::Obstacle>(1 + Below(14)));
    Add(event, 1);
    auto& step = *event.mutable_work_plan_adopted()->add_steps();
    step.set_step_id(FormatUuid(BenchId(7, number)));
    event.mutable_work_plan_adopted()->mutable_terms()->set_track(casework::v1::PLAN_TRACK_WORK);
    Add(event, 100);
    event.mutable_step_started()->set_step_id(FormatUuid(BenchId(7, number)));
    Add(event, 100);
    for (int i = Below(8); i > 0; --i) {
      event.mutable_contact_held();
      Add(event, 24 * 12);
      event.mutable_work_plan_reviewed();
      Add(event, 24 * 10);
    }
    if (Below(3) == 0) return;
    event.mutable_exit_recorded()->set_reason(static_cast<codes::v1::ExitReason>(1 + Below(15)));
    Add(event, 24 * Below(200));
  }

  indicators::CaseHistory state;

 private:
  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }
  void Add(const CaseEvent& event, int hours_later) {
    history::Recorded<CaseEvent> entry;
    entry.envelope.position = ++position_;
    entry.envelope.occurred = {at_ += absl::Hours(hours_later), history::Precision::kSecond};
    entry.envelope.day = absl::ToCivilDay(at_, zone_);
    entry.event = event;
    CaseHistoryDecider::Evolve(state, entry);
  }

  std::mt19937_64 random_;
  const absl::TimeZone zone_;
  absl::Time at_;
  int64_t position_ = 0;
};

// Into `rows`.
void MakeRows(int episodes, MemoryRows& rows) {
  const policy::PolicyHistory policies;
  const deadlines::PolicyTerms terms(policies, Stockholm());
  RowChanges changes;
  size_t bytes = 0;
  const auto start = Clock::now();
  for (int number = 0; number < episodes; ++number) {
    const History history(number, terms.zone());
    std::string value = SerializeRow(indicators::FactsOf(history.state, terms));
    bytes += value.size();
    changes.Put(facts_keys::OfPart(BenchId(3, number), facts_keys::Part::kCase), std::move(value));
  }
  std::printf("rows made of histories   %8.0f episodes/s, %4.0f bytes each\n",
              episodes / SecondsSince(start),
              static_cast<double>(bytes) / episodes);
  FD_CHECK(rows.Write(std::move(changes)).ok());
}

// Episodes opened in each month and exited, a plain pass over two columns.
void Scan(const FactTable& table) {
  const auto start = Clock::now();
  size_t exited = 0;
  for (int i = 0; i < kScans; ++i) {
    const auto opened = table.moments(indicators::episode::kOpened);
    const auto ended = table.moments(indicators::episode::kExited);
    for (size_t row = 0; row < opened.size(); ++row) {
      exited += opened[row] != indicators::kNoMoment && ended[row] > opened[row] ? 1 : 0;
    }
  }
  const double seconds = SecondsSince(start) / kScans;
  std::printf("scan of two columns      %8.1f million episodes/s, %zu exited\n",
              static_cast<double>(table.size()) / seconds / 1e6,
              exited / kScans);
}

int Run(int episodes) {
  MemoryRows rows{Checkpoint()};
  MakeRows(episodes, rows);
  auto start = Clock::now();
  const auto tables = LoadFacts(rows);
  FD_CHECK(tables.ok());
  std::printf("tables loaded from rows  %8.0f episodes/s\n", episodes / SecondsSince(start));
  const FactTable& table = (*tables)->table(Subject::kEpisode);
  std::printf(
      "memory of an episode     %8.0f bytes (goal 200), with its deadlines and person %.0f\n",
      static_cast<double>(table.bytes()) / static_cast<double>(table.size()),
      static_cast<double>((*tables)->bytes()) / static_cast<double>(table.size()));
  Scan(table);
  return 0;
}

}  // namespace
}  // namespace framdrift::projections

int main(int argc, char** argv) {
  return framdrift::projections::Run(argc > 1 ? std::atoi(argv[1]) : 100000);
}
