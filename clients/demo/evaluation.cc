#include "clients/demo/evaluation.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "clients/demo/calendar.h"
#include "clients/demo/evaluation_content.h"
#include "clients/demo/municipalities.h"

namespace framdrift::demo {
namespace {

namespace ev = evaluation::v1;

constexpr int kFollowUpMonths = 12;
// The participants; all young people are offered the track.
constexpr char kParticipants[] = "target_group = YOUNG";
constexpr char kCompared[] = "target_group = UNEMPLOYED_ON_INCOME_SUPPORT";
// Those who began a step of their plan.
constexpr char kTookUp[] = "target_group = YOUNG AND activated >= opened";
// Beside the main one, which has no such terms.
constexpr char kDisplacing[] = "undantrangning";

// An id that differs with all that the content follows from: `today` as the other flags.
std::string IdOf(const World& world, const std::string& what, int64_t number) {
  return world.ids.Of(absl::StrCat(what, " as of ", absl::FormatCivilTime(world.settings.today)),
                      number,
                      world.settings.persons,
                      world.settings.years);
}

class Teller {
 public:
  explicit Teller(const World& world) : world_(world) {}

  std::vector<EvaluationCommand> Run() && {
    Found();
    Settle();
    Assume();
    GoOn();
    Measure();
    return std::move(commands_);
  }

 private:
  std::string NameOf(const char* collection, const std::string& id) const {
    return absl::StrCat("tenants/", std::string(world_.municipality->id), "/", collection, "/", id);
  }

  template <typename Request>
  Request Of(const std::string& name, absl::Time at) {
    Request request;
    request.set_name(name);
    request.set_request_id(IdOf(world_, "evaluation command", ++made_));
    *request.mutable_occurred() = WhenAt(at);
    return request;
  }
  void Add(EvaluationCommand command) { commands_.push_back(std::move(command)); }
  // So many days before the start, in office hours.
  absl::Time Before(int days, int64_t hour) const {
    return At(WorkingDayFrom(world_.start - days), hour);
  }
  absl::Time After(int months, int64_t hour) const {
    return At(WorkingDayFrom(PlusMonths(world_.start, months) + 9), hour);
  }

  void Found() {
    auto found = Of<ev::FoundNetworkRequest>(network_, Before(75, 9));
    found.set_display_name("Kompetensforum för utvärdering");
    found.set_form(ev::NETWORK_FORM_OPERATIVE);
    found.set_owner("Ett kommunförbund");
    found.set_expert("Nationalekonom vid ett universitet");
    Add(std::move(found));
    for (const NetworkPerson& person : EvaluationNetworkPersons()) {
      const Municipality& home = Municipalities()[static_cast<size_t>(person.municipality)];
      auto admit = Of<ev::AdmitNetworkMemberRequest>(network_, Before(75, 10));
      admit.set_member_id(IdOf(world_, "network member", person.municipality));
      admit.set_municipality_code(std::string(home.code));
      admit.set_display_name(
          absl::StrCat(std::string(person.function), ", ", std::string(home.name)));
      members_.push_back(admit.member_id());
      Add(std::move(admit));
    }
    Meet(Before(54, 13),
         "Prislistan; uppdrag från arbetsmarknadsnämnden",
         "§ 1 Prislistan gås igenom rad för rad och antas.\n"
         "§ 2 Forumet tar uppdraget att räkna på jobbspåret för unga, före och efter.");
    auto take = Of<ev::TakeAssignmentRequest>(network_, Before(54, 15));
    take.set_assignment_id(IdOf(world_, "assignment", 1));
    take.set_requester("Arbetsmarknadsnämnden");
    take.set_task("Vad kostar jobbspåret för unga, vad ger det, och åt vem? Före och efter.");
    *take.mutable_due_date() = DateOf(PlusMonths(world_.settings.today, 2));
    Add(std::move(take));
  }

  void Meet(absl::Time at, const char* topics, const char* minutes) {
    auto meet = Of<ev::RecordNetworkMeetingRequest>(network_, at);
    for (const std::string& member : members_) meet.add_member_ids(member);
    meet.set_topics(topics);
    meet.set_minutes(minutes);
    Add(std::move(meet));
  }

  void Settle() {
    auto issue = Of<ev::IssuePriceTableRequest>(prices_, Before(54, 14));
    issue.set_display_name("Prislista för arbetsmarknadsinsatser");
    issue.set_year(static_cast<int32_t>(world_.start.year()));
    issue.set_source("Påhittade priser för demon: inga myndigheters");
    for (ev::PriceRow& row : EvaluationPrices()) *issue.add_rows() = std::move(row);
    *issue.mutable_taxes() = EvaluationTaxes();
    Add(std::move(issue));

    auto commission = Of<ev::CommissionEvaluationRequest>(evaluation_, Before(40, 10));
    commission.set_display_name("Jobbspåret för unga");
    commission.set_purpose("Underlag för nämndens beslut om fortsättning");
    commission.set_owner("Arbetsmarknadsnämnden");
    for (const char* one : {"Kommunen", "Regionen", "Arbetsförmedlingen"}) {
      commission.add_steering(one);
    }
    for (const char* one : {"Arbetsmarknadsenheten", "Vuxenutbildningen", "Två arbetsgivare"}) {
      commission.add_participants(one);
    }
    for (const char* one : {"Kalkyl före", "Mätning i tolv månader", "Kalkyl efter", "Rapport"}) {
      commission.add_activities(one);
    }
    commission.set_follow_up("Lägesrapport före varje möte med styrgruppen");
    *commission.mutable_start_date() = DateOf(world_.start);
    *commission.mutable_end_date() = DateOf(PlusMonths(world_.settings.today, 2));
    commission.set_network_id(EvaluationNetworkId(world_));
    Add(std::move(commission));
  }

  void Assume() {
    for (ev::TypicalCase& one : EvaluationTypicalCases()) {
      auto define = Of<ev::DefineTypicalCaseRequest>(evaluation_, Before(33, 9));
      *define.mutable_typical_case() = std::move(one);
      Add(std::move(define));
    }
    const ev::Parameters terms =
        EvaluationTerms(EvaluationPricesId(world_), static_cast<int32_t>(world_.start.year()));
    auto set = Of<ev::SetParametersRequest>(evaluation_, Before(33, 10));
    *set.mutable_parameters() = terms;
    Add(std::move(set));
    auto displacing = Of<ev::SetParametersRequest>(evaluation_, Before(33, 11));
    displacing.set_scenario(kDisplacing);
    *displacing.mutable_parameters() = terms;
    displacing.mutable_parameters()->set_displacement(0.2);
    Add(std::move(displacing));
    for (const char* scenario : {"main", kDisplacing}) {
      auto compute = Of<ev::ComputeAccountRequest>(evaluation_, Before(30, 13));
      compute.set_scenario(scenario);
      compute.set_kind(ev::ACCOUNT_KIND_EX_ANTE);
      Add(std::move(compute));
    }
    auto spread = Of<ev::SpreadResultsRequest>(network_, Before(16, 15));
    spread.set_evaluation_id(EvaluationId(world_));
    spread.add_audiences(ev::AUDIENCE_OWNERS);
    spread.add_audiences(ev::AUDIENCE_OWN_ORGANISATION);
    spread.set_text("Kalkylen före visades för nämnden och för arbetsmarknadsenheten.");
    Add(std::move(spread));
  }

  void GoOn() {
    auto seminar = Of<ev::RecordSeminarRequest>(network_, After(5, 13));
    seminar.set_theme("Vem betalar och vem får tillbaka?");
    seminar.set_municipality_code(std::string(world_.municipality->code));
    seminar.set_attendees(32);
    seminar.add_audiences(ev::AUDIENCE_POLITICIANS);
    seminar.add_audiences(ev::AUDIENCE_OTHERS);
    Add(std::move(seminar));
    Meet(After(6, 13),
         "Hur mätningen går",
         "§ 1 Tolv månader räcker inte för alla; de som kom sist syns kortare.\n"
         "§ 2 De som jämförs med valde inte att stå utanför: det ska stå vid varje siffra.");
    for (const NotedFactor& factor : EvaluationFactors()) {
      auto note = Of<ev::NoteQualitativeFactorRequest>(evaluation_, After(factor.months, 15));
      note.set_kind(factor.kind);
      note.set_area(factor.area);
      note.set_text(std::string(factor.text));
      Add(std::move(note));
    }
  }

  void Measure() {
    auto freeze = Of<ev::FreezeCohortRequest>(evaluation_, world_.end);
    freeze.set_filter(kParticipants);
    freeze.set_comparison_filter(kCompared);
    freeze.set_take_up_filter(kTookUp);
    freeze.set_follow_up_months(kFollowUpMonths);
    Add(std::move(freeze));
    auto compute = Of<ev::ComputeAccountRequest>(evaluation_, world_.end);
    compute.set_kind(ev::ACCOUNT_KIND_EX_POST);
    Add(std::move(compute));
  }

  const World& world_;
  const std::string network_ = NameOf("networks", EvaluationNetworkId(world_));
  const std::string prices_ = NameOf("pricetables", EvaluationPricesId(world_));
  const std::string evaluation_ = NameOf("evaluations", EvaluationId(world_));
  std::vector<std::string> members_;
  std::vector<EvaluationCommand> commands_;
  int64_t made_ = 0;
};

}  // namespace

std::string EvaluationId(const World& world) { return IdOf(world, "evaluation", 1); }
std::string EvaluationNetworkId(const World& world) { return IdOf(world, "network", 1); }
std::string EvaluationPricesId(const World& world) { return IdOf(world, "price table", 1); }

std::vector<EvaluationCommand> EvaluationCommands(const World& world) {
  return Teller(world).Run();
}

}  // namespace framdrift::demo
