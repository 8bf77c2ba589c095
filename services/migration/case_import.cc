#include "services/migration/case_import.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "domain/person/person_commands.h"
#include "services/call.h"
#include "services/migration/row_identity.h"
#include "services/migration/stream_import.h"
#include "services/names.h"
#include "services/request_rules.h"

namespace framdrift::services {
namespace {

using cases::CaseDecider;
using migration::v1::ImportCasesResponse;
using migration::v1::ImportedCase;
using migration::v1::ImportedReference;
using migration::v1::ImportedRow;
using organisation::StaffDecider;
using organisation::UnitDecider;
using person::PersonDecider;

constexpr char kRowIncomplete[] = "ROW_INCOMPLETE";

// One try at one case.
class CaseTry {
 public:
  CaseTry(Runtime& runtime, const ImportTerms& terms, const ImportedCase& imported)
      : runtime_(runtime),
        terms_(terms),
        imported_(imported),
        context_(ContextOf(runtime, terms.tenant, terms.actor)),
        reader_(runtime, terms.tenant_id, terms.tenant, Freshness::kCurrent),
        identities_(runtime.store.key_store(), terms.tenant_id, terms.tenant != nullptr,
                    terms.source) {}

  absl::StatusOr<CaseImport> Run();

 private:
  struct Rows {
    std::vector<FactRow<CaseDecider>> of_case;
    std::vector<FactRow<PersonDecider>> of_person;
    // When the first of them happened.
    const ImportedRow* earliest = nullptr;
    absl::Time earliest_at = absl::InfiniteFuture();
  };

  void Refuse(int64_t line, absl::string_view reason, absl::string_view message) {
    auto& report = *result_.answer.add_refused();
    report.set_line(line);
    report.set_reason(std::string(reason));
    report.set_message(std::string(message));
  }
  void Refuse(int64_t line, const absl::Status& status) {
    const std::vector<Refusal> refusals = RefusalsOf(status);
    Refuse(line, refusals.empty() ? "FIELD_INVALID" : refusals.front().reason, status.message());
  }

  absl::StatusOr<Rows> ReadRows();
  template <typename Decider>
  absl::StatusOr<FactRow<Decider>> FactOf(const ImportedRow& row, const history::Occurred& occurred,
                                          const typename Decider::Event& event,
                                          const typename Decider::Sealed* sealed);
  // Whose case it is; nothing when the number is refused.
  absl::StatusOr<std::optional<Id16>> PersonOf();
  absl::StatusOr<person::PersonEvents> Registration(const Id16& id, const person::Person& state,
                                                    const Rows& rows) const;
  absl::Status AddPerson(const Id16& id, const ImportOrigin& origin, const Rows& rows);
  absl::Status AddReferences(const ImportOrigin& origin, const Rows& rows);
  absl::Status MakeCommit();

  Runtime& runtime_;
  const ImportTerms& terms_;
  const ImportedCase& imported_;
  const history::Context context_;
  StreamReader reader_;
  const RowIdentities identities_;
  ImportOutcome outcome_;
  CaseImport result_;
};

template <typename Decider>
absl::StatusOr<FactRow<Decider>> CaseTry::FactOf(const ImportedRow& row,
                                                 const history::Occurred& occurred,
                                                 const typename Decider::Event& event,
                                                 const typename Decider::Sealed* sealed) {
  FactRow<Decider> fact;
  fact.line = row.line();
  fact.derived = row.derived();
  fact.own_line = row.own_line();
  fact.code = row.code();
  fact.occurred = occurred;
  if (row.has_known_time()) fact.known_at = history::TimeFrom(row.known_time());
  fact.event = event;
  if (sealed != nullptr) fact.sealed = *sealed;
  return fact;
}

absl::StatusOr<CaseTry::Rows> CaseTry::ReadRows() {
  Rows rows;
  for (const ImportedRow& row : imported_.rows()) {
    const absl::StatusOr<history::Occurred> occurred =
        history::PastOccurredFrom(row.occurred(), context_.now, context_.zone);
    if (!occurred.ok()) {
      Refuse(row.line(), occurred.status());
      continue;
    }
    if (row.has_known_time() && history::TimeFrom(row.known_time()) > context_.now) {
      Refuse(row.line(), kKnownInFuture, "The source cannot have known it later than now.");
      continue;
    }
    const auto& event = row.case_event();
    const bool of_case = row.fact_case() == ImportedRow::kCaseEvent;
    const bool amends = of_case ? history::Timeline<CaseDecider>::IsAmendment(event)
                                : history::Timeline<PersonDecider>::IsAmendment(row.person_event());
    const bool unset =
        of_case ? event.kind_case() == casework::v1::CaseEvent::KIND_NOT_SET
                : row.person_event().kind_case() == person::v1::PersonEvent::KIND_NOT_SET;
    const bool sealed_agrees =
        of_case ? !row.has_case_sealed() || static_cast<int>(row.case_sealed().kind_case()) ==
                                                static_cast<int>(event.kind_case())
                : !row.has_person_sealed() || static_cast<int>(row.person_sealed().kind_case()) ==
                                                  static_cast<int>(row.person_event().kind_case());
    if (amends || unset || !sealed_agrees) {
      Refuse(row.line(),
             kRowIncomplete,
             "A row is one event that is no correction, with sealed fields of the same kind.");
      continue;
    }
    if (occurred->at < rows.earliest_at) {
      rows.earliest = &row;
      rows.earliest_at = occurred->at;
    }
    if (of_case) {
      FD_ASSIGN_OR_RETURN(
          auto fact,
          FactOf<CaseDecider>(
              row, *occurred, event, row.has_case_sealed() ? &row.case_sealed() : nullptr));
      rows.of_case.push_back(std::move(fact));
    } else {
      FD_ASSIGN_OR_RETURN(
          auto fact,
          FactOf<PersonDecider>(row,
                                *occurred,
                                row.person_event(),
                                row.has_person_sealed() ? &row.person_sealed() : nullptr));
      rows.of_person.push_back(std::move(fact));
    }
  }
  return rows;
}

absl::StatusOr<std::optional<Id16>> CaseTry::PersonOf() {
  if (imported_.personal_number().empty()) {
    FD_ASSIGN_OR_RETURN(const Id16 id, identities_.Person(imported_.key()));
    return std::optional<Id16>(id);
  }
  const absl::StatusOr<person::PersonalNumber> number = person::PersonalNumber::Parse(
      imported_.personal_number(), context_.today(), person::InterimNumbers::kAllowed);
  if (!number.ok()) {
    Refuse(0, number.status());
    return std::optional<Id16>();
  }
  eventstore::KeyStore& keys = runtime_.store.key_store();
  FD_ASSIGN_OR_RETURN(const eventstore::Hash index, identities_.Number(number->normalised()));
  if (terms_.tenant == nullptr) return std::optional<Id16>(IdFrom(index));
  if (terms_.dry_run) {
    const absl::StatusOr<Id16> found = keys.FindReservation(terms_.tenant_id, index);
    if (found.ok()) return std::optional<Id16>(*found);
    if (!absl::IsNotFound(found.status())) return found.status();
    return std::optional<Id16>(IdFrom(index));
  }
  FD_ASSIGN_OR_RETURN(const Id16 id, keys.Reserve(terms_.tenant_id, index, NewUuidV4()));
  return std::optional<Id16>(id);
}

// A person the source neither names nor numbers is registered without identifiers, which no command
// does.
absl::StatusOr<person::PersonEvents> CaseTry::Registration(const Id16& id,
                                                           const person::Person& state,
                                                           const Rows& rows) const {
  const bool nameless = imported_.given_name().empty() && imported_.family_name().empty();
  if (imported_.personal_number().empty() && nameless) {
    FD_ASSIGN_OR_RETURN(const history::Occurred occurred,
                        history::OccurredFrom(rows.earliest->occurred(), context_.zone));
    person::PersonEvents events(1);
    events[0].occurred = occurred;
    events[0].event.mutable_person_registered()->set_identifier_kind(
        person::v1::IDENTIFIER_KIND_NONE);
    return events;
  }
  person::v1::RegisterPersonRequest request;
  request.set_personal_number(imported_.personal_number());
  request.set_allow_interim(true);
  request.set_given_name(imported_.given_name());
  request.set_family_name(imported_.family_name());
  *request.mutable_occurred() = rows.earliest->occurred();
  return person::Decide(state, request, person::PersonFacts{history::PersonId(id)}, context_);
}

absl::Status CaseTry::AddPerson(const Id16& id, const ImportOrigin& origin, const Rows& rows) {
  FD_ASSIGN_OR_RETURN(auto stream,
                      StreamImport<PersonDecider>::Open(reader_, id, id, origin, context_));
  if (stream.snapshot().revision() == 0) {
    absl::StatusOr<person::PersonEvents> events = Registration(id, stream.snapshot().state(), rows);
    if (!events.ok() && !RefusalsOf(events.status()).empty()) {
      Refuse(0, events.status());
      return absl::OkStatus();
    }
    FD_RETURN_IF_ERROR(events.status());
    for (auto& event : *events) stream.AddOwn(std::move(event), outcome_);
  }
  FD_RETURN_IF_ERROR(stream.AddRows(rows.of_person, identities_, terms_.snapshot_mode, outcome_));
  stream.AddCondition(outcome_);
  stream.AddDeviations(outcome_);
  return absl::OkStatus();
}

// Creates the units and staff that rows name and the tenant does not have: the source knows no more
// of them than their names, so what a command would ask for besides is no deviation.
absl::Status CaseTry::AddReferences(const ImportOrigin& origin, const Rows& rows) {
  FD_ASSIGN_OR_RETURN(const history::Occurred occurred,
                      history::OccurredFrom(rows.earliest->occurred(), context_.zone));
  for (const ImportedReference& reference : imported_.references()) {
    FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(reference.id()));
    if (reference.kind() == ImportedReference::KIND_UNIT) {
      FD_ASSIGN_OR_RETURN(auto unit,
                          StreamImport<UnitDecider>::Open(reader_, id, id, origin, context_));
      if (unit.snapshot().revision() > 0) continue;
      history::Emitted<UnitDecider::Event, UnitDecider::Sealed> created;
      created.event.mutable_unit_created()->set_display_name(reference.display_name());
      created.occurred = occurred;
      unit.AddOwn(std::move(created), outcome_);
      unit.AddCondition(outcome_);
    } else {
      FD_ASSIGN_OR_RETURN(auto staff,
                          StreamImport<StaffDecider>::Open(reader_, id, id, origin, context_));
      if (staff.snapshot().revision() > 0) continue;
      history::Emitted<StaffDecider::Event, StaffDecider::Sealed> registered;
      registered.event.mutable_staff_registered();
      StaffDecider::Sealed sealed;
      sealed.mutable_staff_registered()->set_display_name(reference.display_name());
      registered.parts.push_back({id, 0, std::move(sealed)});
      registered.occurred = occurred;
      staff.AddOwn(std::move(registered), outcome_);
      staff.AddCondition(outcome_);
    }
  }
  return absl::OkStatus();
}

// The commit's id follows from what it holds, so that a commit whose answer was lost is found
// again.
absl::Status CaseTry::MakeCommit() {
  std::string content;
  for (const eventstore::NewEvent& event : outcome_.events) {
    absl::StrAppend(&content,
                    event.type,
                    "@",
                    absl::ToUnixMicros(event.occurred_at),
                    ":",
                    event.public_part.size(),
                    ":",
                    event.public_part);
    for (const eventstore::Tag& tag : event.tags) {
      if (tag.kind == kImportRowTag || tag.kind == kImportDerivedRowTag) {
        absl::StrAppend(&content, FormatUuid(tag.value));
      }
    }
  }
  for (const eventstore::StreamCondition& condition : outcome_.conditions) {
    absl::StrAppend(&content, "|", condition.revision);
  }
  FD_ASSIGN_OR_RETURN(const eventstore::Hash digest, identities_.Commit(imported_.key(), content));
  eventstore::NewCommit& commit = result_.commit;
  commit.commit_id = IdFrom(digest);
  commit.request_digest = digest;
  commit.actor = ToStored(terms_.actor);
  commit.actor.kind = eventstore::ActorKind::kImport;
  commit.on_behalf_of = terms_.actor.on_behalf_of.bytes();
  commit.unit = terms_.actor.unit.bytes();
  commit.conditions = std::move(outcome_.conditions);
  commit.events = std::move(outcome_.events);
  result_.has_commit = true;
  return absl::OkStatus();
}

absl::StatusOr<CaseImport> CaseTry::Run() {
  ImportCasesResponse& answer = result_.answer;
  answer.set_key(imported_.key());
  answer.set_position(static_cast<int64_t>(reader_.head()));
  for (const FieldViolation& violation : ViolationsOf(imported_)) {
    Refuse(0, "FIELD_INVALID", absl::StrCat(violation.field, ": ", violation.description));
  }
  if (answer.refused_size() > 0) return std::move(result_);
  FD_ASSIGN_OR_RETURN(const Rows rows, ReadRows());
  if (answer.refused_size() > 0) return std::move(result_);
  FD_ASSIGN_OR_RETURN(const std::optional<Id16> person, PersonOf());
  if (!person) return std::move(result_);
  ImportOrigin origin{imported_.key(), {}, {}};
  FD_ASSIGN_OR_RETURN(origin.source_id, identities_.Source());
  FD_ASSIGN_OR_RETURN(origin.case_id, identities_.Case(imported_.key()));
  FD_RETURN_IF_ERROR(AddReferences(origin, rows));
  FD_RETURN_IF_ERROR(AddPerson(*person, origin, rows));
  if (answer.refused_size() > 0) return std::move(result_);
  if (!rows.of_case.empty()) {
    FD_ASSIGN_OR_RETURN(
        auto stream, StreamImport<CaseDecider>::Open(reader_, *person, *person, origin, context_));
    FD_RETURN_IF_ERROR(stream.AddRows(rows.of_case, identities_, terms_.snapshot_mode, outcome_));
    stream.AddCondition(outcome_);
    stream.AddDeviations(outcome_);
    answer.set_name(FormatName(terms_.tenant_id, "cases", *person));
  } else {
    answer.set_name(FormatName(terms_.tenant_id, "persons", *person));
  }
  outcome_.SettleLines();
  answer.set_added(outcome_.added);
  answer.set_unchanged(outcome_.unchanged);
  answer.set_corrected(outcome_.corrected);
  answer.set_voided(outcome_.voided);
  for (auto& deviation : outcome_.deviations) *answer.add_deviations() = std::move(deviation);
  if (!outcome_.events.empty() && !terms_.dry_run) FD_RETURN_IF_ERROR(MakeCommit());
  return std::move(result_);
}

}  // namespace

absl::StatusOr<CaseImport> ImportCase(Runtime& runtime, const ImportTerms& terms,
                                      const ImportedCase& imported) {
  return CaseTry(runtime, terms, imported).Run();
}

}  // namespace framdrift::services
