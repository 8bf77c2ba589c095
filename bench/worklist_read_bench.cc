// What reading a worklist costs in process, and taking in a policy, in a tenant of many cases.
// worklist_read_bench DIRECTORY [CASES]: 20 000 cases where nothing is said, 60 to a caseworker.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "domain/history/streams.h"
#include "domain/history/when.h"
#include "domain/policy/adoption.h"
#include "eventstore/event_store.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/policy/v1/policy_events.pb.h"
#include "projections/projector.h"
#include "projections/worklist.h"

namespace framdrift::projections {
namespace {

using Clock = std::chrono::steady_clock;
using casework::v1::CaseEvent;
using history::StreamKind;
using worklist::v1::WorkItem;

constexpr char kTenant[] = "kungsbacka";
constexpr int kCaseload = 60;
constexpr int kUnits = 10;
// One in so many cases takes part in one, all in the same twelve weeks.
constexpr int kCasesOfAnActivity = 12;
constexpr int kWeeks = 12;
constexpr int kReads = 2000;

const absl::Time kStart = absl::FromUnixSeconds(1'767'600'000);  // Monday 5 January 2026
const absl::Time kNow = kStart + absl::Hours(24 * 7 * 6 + 2);

double MicrosSince(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

Id16 BenchId(uint8_t kind, int number) {
  Id16 id{};
  id[0] = kind;
  for (size_t i = 0; i < 4; ++i) id[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}
std::string Text(uint8_t kind, int number) { return FormatUuid(BenchId(kind, number)); }

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

template <typename Event>
eventstore::NewEvent NewEventOf(StreamKind kind, const Id16& id, const Event& event,
                                absl::Time occurred) {
  eventstore::NewEvent made;
  made.stream = {static_cast<uint16_t>(kind), id};
  made.type = made.stream.kind * 1000u + static_cast<uint32_t>(event.kind_case());
  made.occurred_at = occurred;
  made.public_part = event.SerializeAsString();
  return made;
}

using Events = std::vector<eventstore::NewEvent>;

// An activity with one session a week.
Events ActivityOf(int number) {
  Events events;
  const Id16 id = BenchId(4, number);
  activity::v1::ActivityEvent event;
  event.mutable_activity_opened()->set_display_name("Jobbsökarverkstad");
  events.push_back(NewEventOf(StreamKind::kActivity, id, event, kStart));
  for (int week = 0; week < kWeeks; ++week) {
    auto& session = *event.mutable_session_scheduled();
    session.set_session_id(Text(8, number * kWeeks + week));
    const absl::Time begin = kStart + absl::Hours(24 * (7 * week + number % 5) + 3);
    *session.mutable_start_time() = history::TimestampFrom(begin);
    *session.mutable_end_time() = history::TimestampFrom(begin + absl::Hours(2));
    events.push_back(NewEventOf(StreamKind::kActivity, id, event, kStart));
  }
  return events;
}

// A case on its way: opened, met, with a plan and a step, and attendance of most weeks.
Events CaseOf(int number, std::mt19937& random) {
  Events events;
  const Id16 id = BenchId(3, number);
  absl::Time at = kStart + absl::Minutes(number % 600);
  const auto add = [&](const CaseEvent& event, absl::Duration later) {
    events.push_back(NewEventOf(StreamKind::kCase, id, event, at += later));
  };
  CaseEvent event;
  event.mutable_case_opened()->set_target_group(codes::v1::TARGET_GROUP_YOUNG);
  event.mutable_case_opened()->set_unit_id(Text(5, number / kCaseload % kUnits));
  add(event, absl::ZeroDuration());
  event.mutable_case_assigned()->set_caseworker_id(Text(6, number / kCaseload));
  event.mutable_case_assigned()->set_unit_id(Text(5, number / kCaseload % kUnits));
  add(event, absl::Hours(1));
  event.mutable_first_contact_held();
  add(event, absl::Hours(20));
  const int activity = number / kCasesOfAnActivity;
  auto& step = *event.mutable_work_plan_adopted()->add_steps();
  step.set_step_id(Text(7, number));
  step.set_activity_id(Text(4, activity));
  add(event, absl::Hours(1));
  event.mutable_step_started()->set_step_id(Text(7, number));
  add(event, absl::Hours(1));
  for (int week = 1; week < kWeeks && at < kNow; ++week) {
    if (random() % 10 == 0) continue;
    auto& attendance = *event.mutable_attendance_recorded();
    attendance.set_step_id(Text(7, number));
    attendance.set_activity_id(Text(4, activity));
    attendance.set_session_id(Text(8, activity * kWeeks + week - 1));
    attendance.set_code(codes::v1::ATTENDANCE_CODE_PRESENT);
    add(event, absl::Hours(24 * 7) / 2);
    event.mutable_contact_held();
    add(event, absl::Hours(24 * 7) / 2);
  }
  return events;
}

void Append(eventstore::EventStore& store, int number, Events events) {
  eventstore::NewCommit commit;
  commit.commit_id = BenchId(1, number);
  commit.actor = {.pseudonym = BenchId(6, 0), .role = "caseworker"};
  commit.events = std::move(events);
  const auto result = store.AppendAndWait(kTenant, std::move(commit));
  FD_CHECK(result.ok());
}

void Fill(eventstore::EventStore& store, int cases) {
  std::mt19937 random(42);
  int commits = 0;
  Events events;
  const auto flush = [&] { Append(store, ++commits, std::exchange(events, {})); };
  const auto add = [&](Events more) {
    std::move(more.begin(), more.end(), std::back_inserter(events));
    if (events.size() > 1000) flush();
  };
  for (int i = 0; i <= cases / kCasesOfAnActivity; ++i) add(ActivityOf(i));
  for (int i = 0; i < cases; ++i) add(CaseOf(i, random));
  flush();
}

// All that is on the list at the moment, in order, as a service shows it.
std::vector<WorkItem> ListOfItems(Projector& projector, const ListOf& list) {
  const auto rows = projector.Read(kTenant, kWorklist);
  FD_CHECK(rows.ok());
  static const absl::TimeZone zone = Stockholm();
  const auto moment = worklist::Moment::At(kNow, 7, zone);
  auto items = SessionItems(**rows, kTenant, list, moment, zone);
  FD_CHECK(items.ok());
  const absl::Status visited = VisitItems(**rows, kTenant, list, "", [&](WorkItem& item) {
    if (history::TimeFrom(item.due_time()) >= moment.horizon) return false;
    worklist::Evaluate(moment, item);
    if (item.group() != worklist::v1::WORK_ITEM_GROUP_UNSPECIFIED) items->push_back(item);
    return true;
  });
  FD_CHECK(visited.ok());
  std::sort(items->begin(), items->end(), worklist::StandsBefore);
  return *std::move(items);
}

void Measure(Projector& projector, const char* what, ListKind kind, uint8_t byte, int lists) {
  std::vector<double> micros;
  size_t items = 0;
  std::mt19937 random(7);
  for (int i = 0; i < kReads; ++i) {
    const ListOf list{kind,
                      BenchId(byte, static_cast<int>(random() % static_cast<unsigned>(lists)))};
    const auto start = Clock::now();
    items += ListOfItems(projector, list).size();
    micros.push_back(MicrosSince(start));
    if (kind == ListKind::kUnit && i == kReads / 20) break;
  }
  std::sort(micros.begin(), micros.end());
  std::printf("%-24s %8.0f items  p50 %8.0f µs  p99 %8.0f µs\n",
              what,
              static_cast<double>(items) / static_cast<double>(micros.size()),
              micros[micros.size() / 2],
              micros[micros.size() * 99 / 100]);
}

void TakeInPolicy(eventstore::EventStore& store, Projector& projector) {
  policy::v1::PolicyEvent event;
  event.mutable_policy_adopted()->set_version(1);
  *event.mutable_policy_adopted()->mutable_effective_date() =
      history::DateFrom(absl::CivilDay(2026, 1, 1));
  event.mutable_policy_adopted()->mutable_rules()->mutable_deadlines()->set_no_contact_days(21);
  const auto start = Clock::now();
  Append(store,
         1'000'000,
         {NewEventOf(StreamKind::kPolicy, policy::PolicyStreamId(kTenant), event, kNow)});
  const auto head = store.Head(kTenant, eventstore::LogNumber::kMain);
  FD_CHECK(projector.WaitUntil(kTenant, kWorklist, *head, absl::Minutes(10)).ok());
  std::printf("a policy taken in        %8.0f ms\n", MicrosSince(start) / 1000);
}

int Run(const std::filesystem::path& directory, int cases) {
  eventstore::Options options;
  options.data_dir = directory / "data";
  auto store = eventstore::EventStore::Open(options);
  FD_CHECK(store.ok());
  if (!(*store)->HasTenant(kTenant)) {
    FD_CHECK((*store)->FoundTenant(kTenant).ok());
    Fill(**store, cases);
  }
  std::vector<std::unique_ptr<Projection>> projections;
  projections.push_back(WorklistProjection());
  ProjectorOptions projecting;
  projecting.directory = directory / "projections";
  projecting.zone_of = [](absl::string_view) {
    return absl::StatusOr<absl::TimeZone>(Stockholm());
  };
  auto projector = Projector::Open(**store, std::move(projections), projecting);
  FD_CHECK(projector.ok());
  const auto head = (*store)->Head(kTenant, eventstore::LogNumber::kMain);
  const auto start = Clock::now();
  FD_CHECK((*projector)->WaitUntil(kTenant, kWorklist, *head, absl::Minutes(10)).ok());
  std::printf("%d cases, %llu events, built in %.0f ms\n",
              cases,
              static_cast<unsigned long long>(*head),
              MicrosSince(start) / 1000);
  std::printf("goal: p50 of the list of a caseworker at most 1000 µs\n");
  Measure(**projector, "list of a caseworker", ListKind::kStaff, 6, cases / kCaseload);
  Measure(**projector, "list of a unit", ListKind::kUnit, 5, kUnits);
  TakeInPolicy(**store, **projector);
  Measure(**projector, "list of a caseworker", ListKind::kStaff, 6, cases / kCaseload);
  return 0;
}

}  // namespace
}  // namespace framdrift::projections

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "worklist_read_bench DIRECTORY [CASES]\n");
    return 1;
  }
  return framdrift::projections::Run(argv[1], argc > 2 ? std::atoi(argv[2]) : 20000);
}
