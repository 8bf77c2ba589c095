#include "tests/projections/worklist_log.h"

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "domain/history/streams.h"
#include "domain/history/when.h"
#include "google/protobuf/text_format.h"

namespace framdrift::projections {
namespace {

constexpr int kActivities = 4;
constexpr int kHouseholds = 6;
constexpr int kStaff = 5;
constexpr int kUnitsOfLog = 3;

eventstore::StreamId StreamOf(history::StreamKind kind, uint8_t byte, int number) {
  return {static_cast<uint16_t>(kind), TestId(byte, number)};
}

bool IsLess(const eventstore::StreamId& a, const eventstore::StreamId& b) {
  return std::tie(a.kind, a.id) < std::tie(b.kind, b.id);
}

std::string Text(uint8_t kind, int number) { return FormatUuid(TestId(kind, number)); }

google::type::Date DayOf(absl::Time time) {
  return history::DateFrom(absl::ToCivilDay(time, Stockholm()));
}

}  // namespace

eventstore::StreamId ActivityStream(int number) {
  return StreamOf(history::StreamKind::kActivity, 4, number);
}
eventstore::StreamId HouseholdStream(int number) {
  return StreamOf(history::StreamKind::kHousehold, 2, number);
}

eventstore::NewEvent PolicyOf(const std::string& tenant, int version, int month,
                              const std::string& rules) {
  policy::v1::PolicyEvent event;
  auto& adopted = *event.mutable_policy_adopted();
  adopted.set_version(version);
  *adopted.mutable_effective_date() = history::DateFrom(absl::CivilDay(2023, month, 1));
  FD_CHECK(google::protobuf::TextFormat::ParseFromString(rules, adopted.mutable_rules()));
  const eventstore::StreamId stream{static_cast<uint16_t>(history::StreamKind::kPolicy),
                                    policy::PolicyStreamId(tenant)};
  return NewEventOf(
      stream,
      event,
      absl::FromCivil(absl::CivilDay(2023, 1, 1), Stockholm()) + absl::Hours(version));
}

WorklistLog::WorklistLog(uint64_t seed, int cases)
    : random_(seed + 1000),
      cases_(cases),
      now_(absl::FromCivil(absl::CivilSecond(2023, 1, 2, 8, 0, 0), Stockholm())),
      last_(&IsLess) {}

eventstore::NewEvent WorklistLog::OfActivity() {
  const eventstore::StreamId stream = ActivityStream(1 + Below(kActivities));
  activity::v1::ActivityEvent event;
  const absl::Time start = now_ + absl::Hours(Below(24 * 20));
  if (!last_.contains(stream)) {
    event.mutable_activity_opened()->set_display_name("Jobbsök");
  } else if (Below(3) > 0 || sessions_ == 0) {
    auto& session = *event.mutable_session_scheduled();
    session.set_session_id(Text(8, ++sessions_));
    *session.mutable_start_time() = history::TimestampFrom(start);
    *session.mutable_end_time() = history::TimestampFrom(start + absl::Hours(2));
    session.set_place(absl::StrCat("Rum ", Below(9)));
    if (Below(3) > 0) session.set_leader_staff_id(Text(6, Below(kStaff)));
  } else if (Below(2) == 0) {
    auto& moved = *event.mutable_session_moved();
    moved.set_session_id(Text(8, 1 + Below(sessions_)));
    *moved.mutable_start_time() = history::TimestampFrom(start);
    *moved.mutable_end_time() = history::TimestampFrom(start + absl::Hours(1));
  } else {
    auto& cancelled = *event.mutable_session_cancelled();
    cancelled.set_session_id(Text(8, 1 + Below(sessions_)));
    cancelled.set_reason(activity::v1::CANCELLATION_REASON_PREMISES);
  }
  return NewEventOf(stream, event, Soon());
}

eventstore::NewEvent WorklistLog::OfHousehold() {
  const eventstore::StreamId stream = HouseholdStream(1 + Below(kHouseholds));
  household::v1::HouseholdEvent event;
  if (!last_.contains(stream)) {
    event.mutable_household_formed();
    return NewEventOf(stream, event, Soon());
  }
  const int application = applications_ == 0 ? 1 : 1 + Below(applications_);
  switch (Below(4)) {
    case 0: {
      auto& received = *event.mutable_application_received();
      received.set_application_id(Text(10, ++applications_));
      received.set_application_kind(static_cast<household::v1::ApplicationKind>(1 + Below(4)));
      // Case and person have the same bytes.
      received.add_applicant_ids(Text(3, 1 + Below(cases_)));
      if (Below(2) == 0) received.add_applicant_ids(Text(3, 1 + Below(cases_ + 3)));
      break;
    }
    case 1: {
      auto& decided = *event.mutable_aid_decision_recorded();
      decided.set_decision_id(Text(11, ++others_));
      decided.set_application_id(Text(10, application));
      break;
    }
    default:
      event.mutable_application_completed()->set_application_id(Text(10, application));
  }
  return NewEventOf(stream, event, Soon());
}

eventstore::NewEvent WorklistLog::OfCase() {
  casework::v1::CaseEvent event;
  switch (Below(8)) {
    case 0:
    case 1: {
      auto& terms = *event.mutable_step_planned()->mutable_terms();
      terms.set_step_id(Text(12, ++steps_));
      terms.set_activity_id(Text(4, 1 + Below(kActivities)));
      *terms.mutable_from_date() = DayOf(now_);
      break;
    }
    case 2:
      event.mutable_step_started()->set_step_id(Text(12, 1 + Below(steps_ + 1)));
      break;
    case 3: {
      auto& recorded = *event.mutable_attendance_recorded();
      recorded.set_session_id(Text(8, 1 + Below(sessions_ + 1)));
      recorded.set_code(codes::v1::ATTENDANCE_CODE_PRESENT);
      break;
    }
    case 4: {
      auto& reminder = *event.mutable_reminder_set();
      *reminder.mutable_due_date() = DayOf(now_ + absl::Hours(24 * Below(30)));
      if (Below(2) == 0) reminder.set_staff_id(Text(6, Below(kStaff)));
      break;
    }
    case 5: {
      auto& exempted = *event.mutable_deadline_exempted();
      exempted.set_deadline(static_cast<casework::v1::Deadline>(1 + Below(8)));
      exempted.set_code(codes::v1::DEADLINE_EXEMPTION_HEALTH);
      *exempted.mutable_until_date() = DayOf(now_ + absl::Hours(24 * Below(40)));
      break;
    }
    case 6: {
      auto& proposed = *event.mutable_transfer_proposed();
      proposed.set_transfer_id(Text(13, ++others_));
      proposed.set_to_unit_id(Text(5, Below(kUnitsOfLog)));
      break;
    }
    default: {
      auto& sent = *event.mutable_referral_sent();
      sent.set_referral_id(Text(14, ++others_));
      sent.set_receiver_id(Text(15, Below(kUnitsOfLog)));
      if (Below(2) == 0) *sent.mutable_answer_by_date() = DayOf(now_ + absl::Hours(24 * 14));
    }
  }
  return NewEventOf(CaseStream(1 + Below(cases_)), event, Soon());
}

eventstore::NewCommit WorklistLog::Next() {
  now_ += absl::Hours(1 + Below(12));
  if (Below(25) == 0) {
    const std::string rules = absl::StrCat("deadlines { no_contact_days: ",
                                           5 + Below(20),
                                           " decision_working_days: ",
                                           1 + Below(5),
                                           " work_plan_working_days: ",
                                           3 + Below(20),
                                           " apply_to_running: ",
                                           Below(2) == 0 ? "true" : "false",
                                           " } worklist { new_days: ",
                                           1 + Below(20),
                                           " }");
    return NewCommitOf({PolicyOf("lund", ++policies_, 1 + Below(12), rules)});
  }
  eventstore::NewEvent event;
  switch (Below(3)) {
    case 0:
      event = OfActivity();
      break;
    case 1:
      event = OfHousehold();
      break;
    default:
      event = OfCase();
  }
  const auto last = last_.find(event.stream);
  if (last == last_.end() || Below(10) > 0) return NewCommitOf({std::move(event)});
  // All unions void under the same number and in the same way.
  activity::v1::ActivityEvent voiding;
  voiding.mutable_event_voided()->set_position(last->second);
  return NewCommitOf({NewEventOf(event.stream, voiding, now_)});
}

void WorklistLog::Appended(const eventstore::NewCommit& commit,
                           const eventstore::CommitResult& result) {
  for (const eventstore::NewEvent& event : commit.events) {
    last_[event.stream] = static_cast<int64_t>(result.first_position);
  }
}

}  // namespace framdrift::projections
