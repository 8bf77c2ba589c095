#include "services/casework/caseload_proposal.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/balance/candidate.h"
#include "domain/balance/explanation.h"
#include "domain/balance/proposal.h"
#include "domain/codes/languages.h"
#include "domain/history/when.h"
#include "domain/policy/adoption.h"
#include "projections/cases.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "services/casework/case_view.h"
#include "services/casework/caseload.h"
#include "services/organisation/resources.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

constexpr int32_t kDefaultMoves = 10;
constexpr int32_t kMostMoves = 200;
// So long the directory may take to come as far as the cases have.
constexpr absl::Duration kDirectoryPatience = absl::Seconds(5);

// Gathers what a proposal rests on.
class Gathering {
 public:
  Gathering(RowsReading& reading, const history::UnitId& unit, const policy::Policy& policy)
      : reading_(reading), unit_(unit), policy_(policy) {}

  // The unit's cases with an open episode that somebody is responsible for.
  absl::Status GatherCases() {
    const std::string filter = absl::StrCat("unit_id = \"",
                                            unit_.ToString(),
                                            "\" AND caseworker_id:* AND NOT (phase = "
                                            "EXITED OR phase = CLOSED)");
    projections::ListQuery query;
    query.tenant = reading_.tenant();
    query.zone = reading_.context().zone;
    query.filter = filter;
    query.page_size = projections::kMaxPageSize;
    std::string page_token;
    do {
      query.page_token = page_token;
      FD_ASSIGN_OR_RETURN(
          projections::ListedPage page,
          projections::ListRows(reading_.rows(), projections::ListableCases(), query));
      for (const auto& row : page.rows) {
        FD_RETURN_IF_ERROR(AddCase(static_cast<const v1::CaseSummary&>(*row).name()));
      }
      page_token = std::move(page.next_page_token);
    } while (!page_token.empty());
    return absl::OkStatus();
  }

  // Who has some of these cases, and the caseworkers of the unit.
  absl::Status GatherStaff() {
    FD_ASSIGN_OR_RETURN(const auto loads, LoadsOf(reading_.rows(), policy_));
    std::set<history::StaffId> holders;
    for (const balance::CaseToMove& one : cases) holders.insert(one.caseworker);
    projections::Projector* const projector = reading_.runtime().projector;
    FD_CHECK(projector != nullptr);
    FD_RETURN_IF_ERROR(projector->WaitUntil(
        reading_.tenant(), projections::kDirectory, reading_.position(), kDirectoryPatience));
    FD_ASSIGN_OR_RETURN(const std::unique_ptr<projections::RowView> directory,
                        projector->Read(reading_.tenant(), projections::kDirectory));
    absl::Status status;
    const auto add = [&](const Id16& id, eventstore::Position first) {
      if (first > reading_.position()) return false;
      const history::StaffId staff(id);
      const auto load = loads.find(staff);
      status = AddStaff(staff, load == loads.end() ? 0 : load->second, holders.contains(staff));
      holders.erase(staff);
      return status.ok();
    };
    FD_RETURN_IF_ERROR(
        projections::VisitStreams(*directory, organisation::StaffDecider::kKind, 0, add));
    FD_RETURN_IF_ERROR(status);
    // An import may name somebody who was never registered.
    for (const history::StaffId& staff : holders) {
      FD_RETURN_IF_ERROR(AddStaff(staff, loads.at(staff), true));
    }
    return absl::OkStatus();
  }

  std::vector<balance::CaseToMove> cases;
  std::vector<balance::Caseworker> caseworkers;
  std::map<history::CaseId, eventstore::Revision> revisions;

 private:
  absl::Status AddCase(const std::string& name) {
    FD_ASSIGN_OR_RETURN(const ResourceName parsed, ParseName(name, CaseResource::kCollection));
    const history::CaseId id(*parsed.id);
    FD_ASSIGN_OR_RETURN(const auto view, reading_.View<cases::CaseDecider>(id.bytes()));
    FD_ASSIGN_OR_RETURN(const auto person, reading_.View<person::PersonDecider>(id.bytes()));
    balance::CaseToMove& one =
        cases.emplace_back(balance::CandidateFrom(id, view.state(), person.state(), policy_));
    revisions[id] = view.revision();
    AddLanguage(person, one);
    return absl::OkStatus();
  }

  // What the person's contact details say, where they are not erased.
  static void AddLanguage(const StreamView<person::PersonDecider>& person,
                          balance::CaseToMove& one) {
    const person::v1::PersonSealed* latest = person.Text(person.state().contact_position);
    if (latest == nullptr) return;
    const person::v1::ContactSealed& contact = latest->has_contact_details_changed()
                                                   ? latest->contact_details_changed().contact()
                                                   : latest->person_registered().contact();
    const std::string language = codes::LanguageOf(contact.language());
    if (language != "sv") one.language = language;
    one.interpreter = contact.interpreter();
  }

  absl::Status AddStaff(const history::StaffId& id, int64_t load, bool has_cases) {
    FD_ASSIGN_OR_RETURN(const auto view, reading_.View<organisation::StaffDecider>(id.bytes()));
    balance::Caseworker caseworker =
        balance::CaseworkerFrom(id, view.state(), unit_, reading_.context().today(), policy_);
    caseworker.load = load;
    if (has_cases || caseworker.takes_cases) caseworkers.push_back(std::move(caseworker));
    return absl::OkStatus();
  }

  RowsReading& reading_;
  const history::UnitId unit_;
  const policy::Policy& policy_;
};

void Render(const balance::Load& load, v1::LoadChange& out) {
  const int64_t capacity = load.caseworker.capacity;
  out.set_caseworker_id(load.caseworker.id.ToString());
  out.set_capacity_percent(capacity);
  out.set_load_before_percent(load.before);
  out.set_load_after_percent(load.after);
  out.set_utilisation_before(balance::Utilisation(load.before, capacity));
  out.set_utilisation_after(balance::Utilisation(load.after, capacity));
  out.set_cases_before(load.cases_before);
  out.set_cases_after(load.cases_after);
}

void Render(const balance::Move& move, v1::CaseloadMove& out) {
  out.set_previous_caseworker_id(move.moved.caseworker.ToString());
  out.set_caseworker_id(move.to.ToString());
  for (const v1::MoveReason reason : move.reasons) out.add_reasons(reason);
  out.set_weight_percent(move.moved.weight);
  out.set_meeting_count(move.moved.meetings);
  *out.mutable_assigned_date() = history::DateFrom(move.moved.assigned);
  out.set_previous_load_before_percent(move.giver_before);
  out.set_previous_load_after_percent(move.giver_after);
  out.set_load_before_percent(move.receiver_before);
  out.set_load_after_percent(move.receiver_after);
}

}  // namespace

absl::Status CheckMoveCount(const v1::ProposeCaseloadRequest& request) {
  if (request.max_moves() >= 0 && request.max_moves() <= kMostMoves) return absl::OkStatus();
  return InvalidField("max_moves", absl::StrCat("Ask for 1 to ", kMostMoves, " moves, or 0."));
}

absl::Status AnswerProposal(RowsReading& reading, const v1::ProposeCaseloadRequest& request,
                            v1::ProposeCaseloadResponse& response) {
  const auto unit = history::IdOrNone<history::UnitId>(request.unit_id());
  FD_RETURN_IF_ERROR(reading.ViewExisting<UnitResource>(unit.bytes()).status());
  FD_ASSIGN_OR_RETURN(
      const auto policies,
      reading.View<policy::PolicyDecider>(policy::PolicyStreamId(reading.tenant())));
  const absl::CivilDay today = reading.context().today();
  const policy::Policy& policy = policy::Current(policies.state(), today);
  Gathering gathered(reading, unit, policy);
  FD_RETURN_IF_ERROR(gathered.GatherCases());
  FD_RETURN_IF_ERROR(gathered.GatherStaff());
  const int32_t most = request.max_moves() == 0 ? kDefaultMoves : request.max_moves();
  const balance::Proposal proposal =
      balance::Propose(std::move(gathered.caseworkers),
                       std::move(gathered.cases),
                       {.even_within_percent = policy.balance.even_within_percent,
                        .settled_after_meetings = policy.balance.settled_after_meetings,
                        .max_moves = static_cast<size_t>(most),
                        .today = today});
  response.set_unit_id(request.unit_id());
  std::map<history::StaffId, int64_t> capacities;
  for (const balance::Load& load : proposal.loads) {
    capacities[load.caseworker.id] = load.caseworker.capacity;
    Render(load, *response.add_loads());
  }
  for (const balance::Move& move : proposal.moves) {
    v1::CaseloadMove& shown = *response.add_moves();
    Render(move, shown);
    shown.set_case_(FormatName(reading.tenant(), CaseResource::kCollection, move.moved.id.bytes()));
    shown.set_etag(FormatEtag(gathered.revisions[move.moved.id]));
    shown.set_explanation(
        balance::Explain(move, capacities[move.moved.caseworker], capacities[move.to]));
  }
  response.set_spread_before(proposal.spread_before);
  response.set_spread_after(proposal.spread_after);
  return absl::OkStatus();
}

}  // namespace framdrift::services
