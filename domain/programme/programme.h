// A programme that spreads a way of working: what it is after its events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/programme/ids.h"
#include "framdrift/programme/v1/programme_events.pb.h"

namespace framdrift::programme {

// What was recorded, and when it happened.
template <typename Content>
struct Noted {
  int64_t position = 0;
  history::Occurred at;
  // The civil day of `at`.
  absl::CivilDay day;
  Content content;
};

struct TemplateInForce {
  Noted<v1::Template> from;
  std::string learned;
  // Empty unless taken over from another programme; the tenant also where it is the same.
  ProgrammeId source;
  std::string source_tenant;
  // Whether it was put forward for other programmes, and whether it was in force when those behind
  // the programme said what they make of it.
  bool published = false;
  bool evaluated = false;
};

struct Member {
  MemberId id;
  // None where its joining is struck through or not yet known.
  std::optional<Noted<v1::MemberJoined>> joined;
  std::optional<Noted<v1::MemberWithdrew>> withdrew;
  std::optional<Noted<v1::IntroductionPlan>> plan;
  int32_t plan_revisions = 0;
  std::optional<Noted<v1::ExpectationFixed>> expectation;
  // In order.
  std::vector<Noted<v1::BuildingBlockStatusSet>> statuses;

  bool takes_part() const { return joined && !withdrew; }
};

struct Action {
  ActionId id;
  MemberId member;
  Noted<v1::ActionAgreed> agreed;
  std::optional<Noted<v1::ActionDone>> done;
};

struct ProgressReport {
  ReportId id;
  MemberId member;
  Noted<v1::ProgressReportSubmitted> submitted;
  // In order.
  std::vector<Noted<v1::ProgressReportCommented>> comments;
};

struct LinkedMeasure {
  MemberId member;
  Noted<v1::MeasureLinked> link;
  // In order of publishing.
  std::vector<Noted<v1::MeasurePublished>> figures;
};

struct Programme {
  // None until it is started.
  std::optional<Noted<v1::ProgrammeStarted>> started;
  // In order; the last is in force.
  std::vector<TemplateInForce> templates;
  // In order of joining; those that left too.
  std::vector<Member> members;
  std::vector<Noted<v1::LearningMeetingHeld>> meetings;
  std::vector<Action> actions;
  std::vector<Noted<v1::SupportRequested>> support_requests;
  std::vector<Noted<v1::SupportContactLogged>> support_contacts;
  std::vector<Noted<v1::ShadowingDone>> shadowings;
  std::vector<ProgressReport> reports;
  std::vector<Noted<v1::ResearchNoteAdded>> notes;
  std::vector<LinkedMeasure> measures;
  std::vector<Noted<v1::SteeringDecisionMade>> decisions;
  std::vector<Noted<v1::SustainmentChecked>> sustainments;
  std::vector<Noted<v1::StatusReportSent>> sent_reports;
  std::optional<Noted<v1::ProgrammeEvaluated>> evaluation;
  std::optional<Noted<v1::ProgrammeEnded>> ended;

  // Null before the programme is started.
  const v1::Template* template_in_force() const;
  // As decided last. Of a started programme.
  int32_t allowed_meetings() const;
  absl::CivilDay from() const;
  absl::CivilDay until() const;
};

struct ProgrammeDecider {
  using Event = v1::ProgrammeEvent;
  using Sealed = v1::ProgrammeSealed;
  using State = Programme;
  static constexpr history::StreamKind kKind = history::StreamKind::kProgramme;
  static void Evolve(Programme& state, const history::Recorded<Event>& entry);
  static void Check(const Programme& before, const history::Recorded<Event>& entry, Refusals& out);
};

// Null where there is none.
const Member* Find(const Programme& programme, const MemberId& id);
const Action* Find(const Programme& programme, const ActionId& id);
// The member that `text` names by its id or the code of its municipality: of several with that
// code the one that takes part, else the last that did. Null where there is none.
const Member* FindNamed(const Programme& programme, absl::string_view text);
// The report of that period; null where there is none.
const ProgressReport* FindReport(const Programme& programme, const MemberId& member,
                                 int32_t period);
// What another programme takes over: that version, or the last for 0, with all that was learned of
// it. `is_foreign`: to another tenant, where only what was published or evaluated may go. None
// where there is none.
std::optional<TemplateInForce> FindToTakeOver(const Programme& source, int32_t version,
                                              bool is_foreign);
// Null where the template has no such block.
const v1::BuildingBlock* FindBlock(const v1::Template& content, absl::string_view code);
// How far the member has come; NOT_BEGUN until it is said.
v1::BuildingBlockStatus StatusOf(const Member& member, absl::string_view block);

}  // namespace framdrift::programme
