#include "tests/projections/case_log.h"

#include <algorithm>

#include "base/check.h"
#include "domain/history/streams.h"
#include "domain/history/when.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseEvent;

constexpr int kUnits = 3;
constexpr int kCaseworkers = 5;

std::string UnitText(int number) { return FormatUuid(TestId(5, number)); }
std::string StaffText(int number) { return FormatUuid(TestId(6, number)); }

}  // namespace

Id16 TestId(uint8_t kind, int number) {
  Id16 id{};
  id[0] = kind;
  id[12] = static_cast<uint8_t>(number >> 24);
  id[13] = static_cast<uint8_t>(number >> 16);
  id[14] = static_cast<uint8_t>(number >> 8);
  id[15] = static_cast<uint8_t>(number);
  return id;
}

eventstore::StreamId CaseStream(int number) {
  return {static_cast<uint16_t>(history::StreamKind::kCase), TestId(3, number)};
}

eventstore::NewEvent NewCaseEvent(const eventstore::StreamId& stream, const CaseEvent& event,
                                  absl::Time occurred) {
  eventstore::NewEvent made;
  made.stream = stream;
  made.type = stream.kind * 1000u + static_cast<uint32_t>(event.kind_case());
  made.occurred_at = occurred;
  made.public_part = event.SerializeAsString();
  return made;
}

eventstore::NewCommit NewCommitOf(std::vector<eventstore::NewEvent> events) {
  eventstore::NewCommit commit;
  commit.commit_id = NewUuidV4();
  commit.request_digest.fill(1);
  commit.actor = {.pseudonym = TestId(9, 1), .role = "caseworker"};
  commit.events = std::move(events);
  return commit;
}

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

CaseLog::CaseLog(uint64_t seed, int first_case, int cases)
    : random_(seed),
      first_case_(first_case),
      cases_(cases),
      now_(absl::FromCivil(absl::CivilSecond(2023, 1, 2, 8, 0, 0), Stockholm())) {}

CaseEvent CaseLog::RandomEvent(int number, bool first) {
  CaseEvent event;
  const std::vector<Event>& earlier = recorded_[number];
  if (first) {
    auto& opened = *event.mutable_case_opened();
    opened.set_target_group(static_cast<codes::v1::TargetGroup>(1 + Below(5)));
    opened.set_unit_id(UnitText(Below(kUnits)));
    return event;
  }
  if (!earlier.empty() && Below(20) == 0) {
    event.mutable_event_voided()->set_position(
        earlier[static_cast<size_t>(Below(static_cast<int>(earlier.size())))].position);
    return event;
  }
  if (!earlier.empty() && Below(20) == 0) {
    const Event& target = earlier[static_cast<size_t>(Below(static_cast<int>(earlier.size())))];
    auto& corrected = *event.mutable_event_corrected();
    corrected.set_position(target.position);
    CaseEvent replacement = target.event;
    if (replacement.has_case_opened()) {
      replacement.mutable_case_opened()->set_unit_id(UnitText(Below(kUnits)));
    }
    corrected.mutable_replacement()->PackFrom(replacement);
    if (Below(2) == 0) {
      *corrected.mutable_occurred() = history::WhenFrom(
          {now_ - absl::Hours(24 * Below(60)), history::Precision::kDay}, Stockholm());
    }
    return event;
  }
  switch (Below(9)) {
    case 0: {
      auto& assigned = *event.mutable_case_assigned();
      assigned.set_caseworker_id(StaffText(Below(kCaseworkers)));
      assigned.set_unit_id(UnitText(Below(kUnits)));
      break;
    }
    case 1:
      event.mutable_first_contact_held();
      break;
    case 2:
      event.mutable_flow_assigned()->set_flow(static_cast<casework::v1::Flow>(1 + Below(2)));
      break;
    case 3:
      event.mutable_work_plan_adopted()->mutable_terms()->set_track(
          static_cast<casework::v1::PlanTrack>(1 + Below(4)));
      break;
    case 4:
      event.mutable_case_paused();
      break;
    case 5:
      event.mutable_case_resumed();
      break;
    case 6:
      event.mutable_exit_recorded()->set_reason(static_cast<codes::v1::ExitReason>(1 + Below(10)));
      break;
    case 7:
      event.mutable_case_reopened()->set_unit_id(UnitText(Below(kUnits)));
      break;
    default:
      event.mutable_milestone_recorded()->set_code("T" + std::to_string(Below(12)));
      break;
  }
  return event;
}

eventstore::NewEvent CaseLog::NewEventOf(int number, const CaseEvent& event) {
  now_ += absl::Minutes(1 + Below(600));
  absl::Time occurred = now_;
  eventstore::Precision precision = eventstore::Precision::kSecond;
  if (Below(20) == 0) occurred -= absl::Hours(Below(24 * 90));
  if (Below(20) == 0) {
    precision = eventstore::Precision::kDay;
    occurred = history::StartOf(absl::ToCivilDay(occurred, Stockholm()), Stockholm());
  }
  eventstore::NewEvent made = NewCaseEvent(CaseStream(number), event, occurred);
  made.precision = precision;
  return made;
}

eventstore::NewCommit CaseLog::Next() {
  std::vector<eventstore::NewEvent> events;
  const int first = first_case_ + Below(cases_);
  const int second = first_case_ + Below(cases_);
  for (int left = 1 + Below(4); left > 0; --left) {
    const int number = Below(3) == 0 ? second : first;
    const eventstore::StreamId stream = CaseStream(number);
    const bool is_first =
        recorded_[number].empty() &&
        std::none_of(events.begin(), events.end(), [&](const eventstore::NewEvent& event) {
          return event.stream == stream;
        });
    events.push_back(NewEventOf(number, RandomEvent(number, is_first)));
  }
  return NewCommitOf(std::move(events));
}

void CaseLog::Appended(const eventstore::NewCommit& commit,
                       const eventstore::CommitResult& result) {
  auto position = static_cast<int64_t>(result.first_position);
  for (const eventstore::NewEvent& event : commit.events) {
    const Id16& id = event.stream.id;
    const int number = id[12] << 24 | id[13] << 16 | id[14] << 8 | id[15];
    CaseEvent said;
    FD_CHECK(said.ParseFromString(event.public_part));
    recorded_[number].push_back({position++, said});
    // Only events that say something themselves are corrected; amendments are voided at most.
    if (said.has_event_corrected() || said.has_event_voided()) recorded_[number].pop_back();
  }
}

}  // namespace framdrift::projections
