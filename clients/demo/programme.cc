#include "clients/demo/programme.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/demo/calendar.h"
#include "clients/demo/municipalities.h"
#include "clients/demo/programme_member.h"
#include "clients/demo/programme_texts.h"
#include "clients/demo/rng.h"

namespace framdrift::demo {
namespace {

namespace pv = programme::v1;

// So many months had gone at the beginning of the month of today.
constexpr int kMonthsGone = 15;
constexpr int kMonths = 16;
// When the learning meetings are held.
constexpr int kMeetingMonths[] = {1, 4, 6, 9, 11, 14};

// The template that comes with the system, as far as the demo needs to know it.
struct Question {
  const char* code;
  const char* title;
  bool required;
};
constexpr Question kQuestions[] = {
    {"done", "What has been done since the last report?", true},
    {"effect", "What has it changed for the people concerned?", true},
    {"obstacles", "What stands in the way?", true},
    {"next", "What comes next?", true},
    {"support", "What support is needed?", false},
};
constexpr const char* kBlockTitles[] = {"Stance and principles",
                                        "Process and roles",
                                        "First contact in time",
                                        "Work plan for everyone",
                                        "Workplace-based activities",
                                        "Follow-up routine",
                                        "Own indicators with baseline",
                                        "Measuring apparatus live",
                                        "Support structure"};
struct Mark {
  const char* code;
  const char* title;
  const char* block;
  pv::BuildingBlockStatus status;
  int months;
};
constexpr Mark kMarks[] = {
    {"stance-designed",
     "Stance and principles are formulated",
     "stance",
     pv::BUILDING_BLOCK_STATUS_DESIGNED,
     3},
    {"work-plan-tested", "Work plans are tried", "work-plan", pv::BUILDING_BLOCK_STATUS_TESTED, 8},
    {"measuring-live",
     "The measuring apparatus is live",
     "measuring",
     pv::BUILDING_BLOCK_STATUS_IN_OPERATION,
     14},
};

pv::Template TemplateOfDemo() {
  pv::Template made;
  made.set_version(1);
  made.set_report_months(3);
  for (size_t i = 0; i < ProgrammeBlocks().size(); ++i) {
    pv::BuildingBlock& block = *made.add_blocks();
    block.set_code(std::string(ProgrammeBlocks()[i].code));
    block.set_title(kBlockTitles[i]);
    block.set_weight(1);
  }
  for (const Question& question : kQuestions) {
    pv::ReportQuestion& out = *made.add_questions();
    out.set_code(question.code);
    out.set_title(question.title);
    out.set_required(question.required);
  }
  for (const Mark& mark : kMarks) {
    pv::Milestone& out = *made.add_milestones();
    out.set_code(mark.code);
    out.set_title(mark.title);
    out.set_block(mark.block);
    out.set_status(mark.status);
    out.set_months(mark.months);
  }
  return made;
}

absl::CivilDay FirstDay(const Settings& settings) {
  return absl::CivilDay(absl::CivilMonth(settings.today) - kMonthsGone);
}

Ids IdsOf(const Settings& settings) { return Ids(settings.seed, kProgrammeTenant); }

void AddStart(const Settings& settings, FactList& facts) {
  const absl::CivilDay first = FirstDay(settings);
  pv::ProgrammeStarted& started = *facts.AddOn(ProgrammeId(settings), first)
                                       .mutable_programme_event()
                                       ->mutable_programme_started();
  started.set_title("Implementering av modellen i fjorton kommuner");
  started.set_goal("Varje kommun har sin produktionsapparat i drift när programmet slutar.");
  started.set_originator(std::string(Municipalities().front().name));
  started.set_originator_municipality_code(std::string(Municipalities().front().code));
  started.set_funder("En innovationsmyndighet");
  started.set_initiator("Ett kommunförbund");
  started.set_researcher("Följeforskare vid ett universitet");
  *started.mutable_from_date() = DateOf(first);
  *started.mutable_until_date() = DateOf(PlusMonths(first, kMonths));
  started.set_planned_meetings(static_cast<int32_t>(std::size(kMeetingMonths)));
  *started.mutable_template_() = TemplateOfDemo();
}

void AddMeetings(const Settings& settings, const ProgrammeDays& days,
                 const std::vector<ProgrammeMember>& members, FactList& facts) {
  for (size_t i = 0; i < days.meetings.size(); ++i) {
    pv::LearningMeetingHeld& held =
        *facts.Add(ProgrammeId(settings), At(days.meetings[i], 9), absl::Hours(30))
             .mutable_programme_event()
             ->mutable_learning_meeting_held();
    held.set_number(static_cast<int32_t>(i) + 1);
    for (const ProgrammeMember& member : members) {
      if (!member.attends(i)) continue;
      pv::MeetingAttendance& came = *held.add_attendances();
      came.set_member_id(member.id());
      came.set_persons(member.delegates());
    }
    held.add_topics(std::string(MeetingTopics()[i]));
    held.add_topics(std::string(MeetingTopics()[i + 1]));
    held.set_place(std::string(Municipalities().front().name));
  }
}

void AddWhole(const Settings& settings, const ProgrammeDays& days, FactList& facts) {
  const Ids ids = IdsOf(settings);
  for (size_t i = 0; i < NotesOfResearch().size(); ++i) {
    pv::ResearchNoteAdded& note = *facts.Add(ProgrammeId(settings), At(days.meetings[i] + 6, 14))
                                       .mutable_programme_event()
                                       ->mutable_research_note_added();
    note.set_note_id(ids.Of("note", static_cast<int64_t>(i)));
    note.set_text(std::string(NotesOfResearch()[i]));
  }
  const auto decide = [&](int64_t number, int months, const char* title, const char* text) {
    pv::SteeringDecisionMade& made =
        *facts
             .Add(ProgrammeId(settings), At(WorkingDayFrom(PlusMonths(days.first, months) + 9), 13))
             .mutable_programme_event()
             ->mutable_steering_decision_made();
    made.set_decision_id(ids.Of("decision", number));
    made.set_title(title);
    made.set_text(text);
  };
  decide(1, 5, "Mätning", "Varje kommun visar minst en egen indikator för programmet.");
  decide(2, 10, "Auskultation", "Stödet mellan träffarna riktas till dem som inte har prövat än.");
}

}  // namespace

std::string ProgrammeSource(const Settings& settings) {
  return absl::StrCat("framdrift demo programme seed=",
                      settings.seed,
                      " today=",
                      absl::FormatCivilTime(settings.today));
}

std::string ProgrammeId(const Settings& settings) { return IdsOf(settings).Of("programme", 1); }

migration::v1::TenantFounding ProgrammeFounding(const Settings& settings) {
  migration::v1::TenantFounding founding;
  founding.set_display_name("Spridningsprogrammet");
  founding.set_invented(true);
  *founding.mutable_occurred() = WhenOn(FirstDay(settings) - 30);
  return founding;
}

std::vector<Fact> ProgrammeFacts(const Settings& settings) {
  FactList facts(At(settings.today, 0));
  ProgrammeDays days;
  days.programme = ProgrammeId(settings);
  days.first = FirstDay(settings);
  days.until = PlusMonths(days.first, kMonths);
  for (const int months : kMeetingMonths) {
    days.meetings.push_back(WorkingDayFrom(PlusMonths(days.first, months) + 13));
  }
  AddStart(settings, facts);
  std::vector<ProgrammeMember> members;
  for (const Municipality& municipality : Municipalities()) {
    if (municipality.part != Part::kMember) continue;
    members.emplace_back(settings, days, municipality, static_cast<int>(members.size()));
  }
  for (ProgrammeMember& member : members) member.Begin(facts);
  AddMeetings(settings, days, members, facts);
  for (ProgrammeMember& member : members) member.Tell(facts);
  AddWhole(settings, days, facts);
  return facts.Take();
}

migration::v1::FactCommit ProgrammeCommit(const Settings& settings) {
  migration::v1::FactCommit commit;
  commit.set_commit_id(IdsOf(settings).Of(absl::StrCat("commit ", ProgrammeSource(settings)), 1));
  for (Fact& fact : ProgrammeFacts(settings)) *commit.add_facts() = std::move(fact);
  return commit;
}

}  // namespace framdrift::demo
