#include "services/migration/fact_import.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/organisation/municipality.h"
#include "domain/organisation/refusals.h"
#include "domain/person/personal_number.h"
#include "domain/person/refusals.h"
#include "eventstore/hash.h"
#include "services/call.h"
#include "services/migration/fact_streams.h"
#include "services/migration/row_identity.h"
#include "services/request_rules.h"

namespace framdrift::services {
namespace {

using eventstore::LogNumber;
using migration::v1::Fact;
using migration::v1::FactCommit;
using migration::v1::ImportFactsResponse;
using migration::v1::RowReport;

// A personal number that a fact gives to its person.
struct GivenNumber {
  int64_t line = 0;
  Id16 who{};
  person::PersonalNumber number;
};

// The number in what `fact` seals; empty when it gives none.
std::string NumberIn(const Fact& fact) {
  for (const auto& part : fact.parts()) {
    const auto& sealed = part.person_sealed();
    if (sealed.has_person_registered()) return sealed.person_registered().personal_number();
    if (sealed.has_identifier_changed()) return sealed.identifier_changed().personal_number();
  }
  return "";
}

// One try at one commit.
class CommitTry {
 public:
  CommitTry(Runtime& runtime, const FactTerms& terms, const FactCommit& commit)
      : runtime_(runtime),
        terms_(terms),
        commit_(commit),
        context_(ContextOf(runtime, terms.tenant, terms.actor)) {}

  absl::StatusOr<FactImport> Run();

 private:
  void Report(int64_t line, const absl::Status& status) {
    RowReport& report = *result_.answer.add_refused();
    const std::vector<Refusal> refusals = RefusalsOf(status);
    report.set_line(line);
    report.set_reason(refusals.empty() ? "FIELD_INVALID" : refusals.front().reason);
    report.set_message(std::string(status.message()));
  }
  bool refused() const { return result_.answer.refused_size() > 0; }

  // True when the commit was recorded before; then the answer says where.
  absl::StatusOr<bool> FoundEarlier();
  absl::StatusOr<CheckedFact> Check(int line) const;
  absl::Status CheckNumber(const CheckedFact& fact);
  // Gives the numbers to their persons.
  absl::Status ReserveNumbers();
  void TakeDeviations(const std::vector<RowReport>& deviations);
  // Whether `report` says no more than that the municipality is invented.
  bool IsOfInvention(const RowReport& report) const;

  Runtime& runtime_;
  const FactTerms& terms_;
  const FactCommit& commit_;
  const history::Context context_;
  eventstore::Hash digest_{};
  std::vector<GivenNumber> numbers_;
  FactImport result_;
};

absl::StatusOr<bool> CommitTry::FoundEarlier() {
  const auto& key = terms_.tenant->digest_key;
  digest_ = eventstore::HmacSha256({reinterpret_cast<const char*>(key.data()), key.size()},
                                   {"framdrift facts\n", DeterministicBytes(commit_)});
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(commit_.commit_id()));
  FD_ASSIGN_OR_RETURN(const std::optional<eventstore::CommitFound> found,
                      runtime_.store.FindCommit(terms_.tenant_id, LogNumber::kMain, id));
  if (!found.has_value()) return false;
  if (found->request_digest != digest_) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            eventstore::kCommitIdReused,
                            "This commit_id was used for other facts; choose a new one.",
                            {{"commit_id", commit_.commit_id()}});
  }
  result_.answer.set_first_position(static_cast<int64_t>(found->result.first_position));
  result_.answer.set_duplicate(true);
  return true;
}

absl::StatusOr<CheckedFact> CommitTry::Check(int line) const {
  CheckedFact checked;
  checked.fact = &commit_.facts(line - 1);
  checked.line = line;
  FD_ASSIGN_OR_RETURN(checked.stream, ParseUuid(checked.fact->stream_id()));
  FD_ASSIGN_OR_RETURN(
      checked.occurred,
      history::PastOccurredFrom(checked.fact->occurred(), context_.now, context_.zone));
  if (checked.fact->has_known_time()) {
    checked.known_at = history::TimeFrom(checked.fact->known_time());
    if (*checked.known_at > context_.now) {
      return StatusWithReason(absl::StatusCode::kInvalidArgument,
                              kKnownInFuture,
                              "The source cannot have known it later than now.");
    }
  }
  return checked;
}

absl::Status CommitTry::CheckNumber(const CheckedFact& fact) {
  const std::string written = NumberIn(*fact.fact);
  if (written.empty()) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(
      person::PersonalNumber number,
      person::PersonalNumber::Parse(written, context_.today(), person::InterimNumbers::kAllowed));
  if (number.normalised() != written) {
    return StatusWithReason(absl::StatusCode::kInvalidArgument,
                            person::kPersonalNumberMalformed,
                            "A number is sealed as twelve characters, YYYYMMDDNNNN.");
  }
  numbers_.push_back({fact.line, fact.stream, std::move(number)});
  return absl::OkStatus();
}

absl::Status CommitTry::ReserveNumbers() {
  if (numbers_.empty()) return absl::OkStatus();
  eventstore::KeyStore& keys = runtime_.store.key_store();
  for (const GivenNumber& given : numbers_) {
    FD_ASSIGN_OR_RETURN(const eventstore::Hash index,
                        keys.BlindIndex(terms_.tenant_id, given.number.normalised()));
    FD_ASSIGN_OR_RETURN(const Id16 holder, keys.Reserve(terms_.tenant_id, index, given.who));
    if (holder == given.who) continue;
    Report(given.line,
           StatusWithReason(absl::StatusCode::kAlreadyExists,
                            person::kPersonExists,
                            "Another person is registered with this number: use that record.",
                            {{"person", FormatUuid(holder)}}));
  }
  return absl::OkStatus();
}

bool CommitTry::IsOfInvention(const RowReport& report) const {
  if (!terms_.invented || report.reason() != organisation::kMunicipalityCodeUnknown) return false;
  const Fact& fact = commit_.facts(static_cast<int>(report.line()) - 1);
  return organisation::IsInventedMunicipalityCode(
      fact.unit_event().unit_created().municipality_code());
}

void CommitTry::TakeDeviations(const std::vector<RowReport>& deviations) {
  for (const RowReport& report : deviations) {
    if (report.line() > 0 && IsOfInvention(report)) continue;
    *result_.answer.add_deviations() = report;
  }
  std::sort(result_.answer.mutable_deviations()->begin(),
            result_.answer.mutable_deviations()->end(),
            [](const RowReport& a, const RowReport& b) { return a.line() < b.line(); });
}

absl::StatusOr<FactImport> CommitTry::Run() {
  for (const FieldViolation& violation : ViolationsOf(commit_)) {
    RowReport& report = *result_.answer.add_refused();
    report.set_reason("FIELD_INVALID");
    report.set_message(absl::StrCat(violation.field, ": ", violation.description));
  }
  if (refused()) return std::move(result_);
  FD_ASSIGN_OR_RETURN(const bool earlier, FoundEarlier());
  if (earlier) return std::move(result_);
  const RowIdentities identities(runtime_.store.key_store(), terms_.tenant_id, true, terms_.source);
  FD_ASSIGN_OR_RETURN(const Id16 source, identities.Source());
  StreamReader reader(runtime_, terms_.tenant_id, terms_.tenant, Freshness::kCurrent);
  FactStreams streams(reader, source, context_);
  FactOutcome outcome;
  outcome.events.reserve(static_cast<size_t>(commit_.facts_size()));
  for (int line = 1; line <= commit_.facts_size(); ++line) {
    const absl::StatusOr<CheckedFact> fact = Check(line);
    absl::Status taken = fact.status();
    if (taken.ok()) taken = CheckNumber(*fact);
    if (taken.ok()) taken = streams.Add(*fact, outcome);
    if (absl::IsDataLoss(taken) || absl::IsUnavailable(taken)) return taken;
    if (!taken.ok()) Report(line, taken);
  }
  if (!refused()) FD_RETURN_IF_ERROR(ReserveNumbers());
  if (refused()) return std::move(result_);
  streams.Conclude(outcome);
  TakeDeviations(outcome.deviations);
  eventstore::NewCommit& commit = result_.commit;
  FD_ASSIGN_OR_RETURN(commit.commit_id, ParseUuid(commit_.commit_id()));
  commit.request_digest = digest_;
  commit.actor = ToStored(terms_.actor);
  commit.on_behalf_of = terms_.actor.on_behalf_of.bytes();
  commit.unit = terms_.actor.unit.bytes();
  commit.conditions = std::move(outcome.conditions);
  commit.events = std::move(outcome.events);
  result_.has_commit = true;
  return std::move(result_);
}

}  // namespace

absl::StatusOr<FactImport> ImportFactCommit(Runtime& runtime, const FactTerms& terms,
                                            const FactCommit& commit) {
  return CommitTry(runtime, terms, commit).Run();
}

}  // namespace framdrift::services
