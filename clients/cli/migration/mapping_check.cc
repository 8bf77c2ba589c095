#include "clients/cli/migration/mapping_check.h"

#include <algorithm>
#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/migration/event_fields.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "framdrift/place/v1/place_service.pb.h"

namespace framdrift::cli::migration {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;

absl::Status At(int line, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::InvalidArgumentError(absl::StrCat("Mapping, line ", line, ": ", status.message()));
}

// The values that the mapping itself gives a field.
std::vector<std::string> Stated(const ValueRule& rule) {
  std::vector<std::string> stated;
  if (rule.constant) stated.push_back(*rule.constant);
  if (rule.fallback) stated.push_back(*rule.fallback);
  for (const auto& [theirs, ours] : rule.values) stated.push_back(ours);
  return stated;
}

absl::Status CheckField(const FieldRule& rule, const Message& message, absl::TimeZone zone) {
  FD_RETURN_IF_ERROR(At(rule.line, FieldAt(*message.GetDescriptor(), rule.path).status()));
  if (!rule.value.names.empty() || rule.value.kronor) return absl::OkStatus();
  for (const std::string& value : Stated(rule.value)) {
    if (value.empty()) continue;
    const std::unique_ptr<Message> scratch(message.New());
    FD_RETURN_IF_ERROR(At(rule.line, SetPath(*scratch, rule.path, value, zone)));
  }
  return absl::OkStatus();
}

absl::Status CheckAll(const std::vector<FieldRule>& rules, const Message& message,
                      absl::TimeZone zone) {
  for (const FieldRule& rule : rules) FD_RETURN_IF_ERROR(CheckField(rule, message, zone));
  return absl::OkStatus();
}

absl::Status CheckEvent(const EventRule& rule, absl::TimeZone zone) {
  casework::v1::CaseEvent case_event;
  casework::v1::CaseSealed case_sealed;
  person::v1::PersonEvent person_event;
  person::v1::PersonSealed person_sealed;
  Message& event = rule.person ? static_cast<Message&>(person_event) : case_event;
  Message& sealed = rule.person ? static_cast<Message&>(person_sealed) : case_sealed;
  const absl::StatusOr<Message*> fields = EventIn(event, rule.event);
  FD_RETURN_IF_ERROR(At(rule.line, fields.status()));
  if (rule.event == "case_opened" && !rule.person) {
    return At(rule.line,
              absl::InvalidArgumentError("a case is opened at its first row, with the fields "
                                         "under `open`; leave this rule out."));
  }
  if (rule.event == "event_corrected" || rule.event == "event_voided") {
    return At(rule.line,
              absl::InvalidArgumentError("a row is an event, never a correction; import with "
                                         "`mode: snapshot` what the source has corrected."));
  }
  FD_RETURN_IF_ERROR(CheckAll(rule.set, **fields, zone));
  if (rule.sealed.empty()) return absl::OkStatus();
  const absl::StatusOr<Message*> sealed_fields = EventIn(sealed, rule.event);
  FD_RETURN_IF_ERROR(At(rule.line, sealed_fields.status()));
  return CheckAll(rule.sealed, **sealed_fields, zone);
}

// Every column that the mapping names.
class NamedColumns {
 public:
  explicit NamedColumns(const Mapping& mapping) {
    for (const ValueRule* rule : {&mapping.case_key,
                                  &mapping.person,
                                  &mapping.given_name,
                                  &mapping.family_name,
                                  &mapping.code,
                                  &mapping.label,
                                  &mapping.lifecycle,
                                  &mapping.resource,
                                  &mapping.place,
                                  &mapping.time.value,
                                  &mapping.known_at.value,
                                  &mapping.spell.opened.value,
                                  &mapping.spell.closed.value,
                                  &mapping.spell.duration,
                                  &mapping.spell.complete,
                                  &mapping.spell.exit_reason,
                                  &mapping.spell.observed_until.value}) {
      Add(*rule);
    }
    Add(mapping.open);
    Add(mapping.livelihood);
    Add(mapping.entry);
    for (const auto& share : mapping.shares) Add(share);
    for (const auto& [name, rule] : mapping.attributes) Add(rule);
    for (const EventRule& rule : mapping.events) {
      for (const auto& [column, values] : rule.when) names_.insert(column);
      Add(rule.set);
      Add(rule.sealed);
    }
    names_.insert(mapping.sealed.begin(), mapping.sealed.end());
  }
  const std::set<std::string>& names() const { return names_; }

 private:
  void Add(const ValueRule& rule) {
    if (!rule.column.empty() && !rule.constant) names_.insert(rule.column);
  }
  void Add(const std::vector<FieldRule>& rules) {
    for (const FieldRule& rule : rules) Add(rule.value);
  }

  std::set<std::string> names_;
};

}  // namespace

absl::Status CheckFields(const Mapping& mapping) {
  FD_RETURN_IF_ERROR(CheckAll(
      mapping.entry, place::v1::BookAccountEntryRequest::default_instance(), mapping.zone));
  for (const auto& share : mapping.shares) {
    FD_RETURN_IF_ERROR(
        CheckAll(share, place::v1::AllocationShare::default_instance(), mapping.zone));
  }
  FD_RETURN_IF_ERROR(
      CheckAll(mapping.open, casework::v1::CaseOpened::default_instance(), mapping.zone));
  if (mapping.shape == Shape::kSpells) {
    // Later spells of a case open it again, with the same fields.
    FD_RETURN_IF_ERROR(
        CheckAll(mapping.open, casework::v1::CaseReopened::default_instance(), mapping.zone));
    FD_RETURN_IF_ERROR(CheckField({"reason", mapping.spell.exit_reason, mapping.spell.line},
                                  casework::v1::ExitRecorded::default_instance(),
                                  mapping.zone));
  }
  for (const EventRule& rule : mapping.events) {
    FD_RETURN_IF_ERROR(CheckEvent(rule, mapping.zone));
  }
  return CheckAll(mapping.livelihood, person::v1::LivelihoodSet::default_instance(), mapping.zone);
}

absl::Status CheckColumns(const Mapping& mapping, const std::vector<std::string>& columns) {
  const NamedColumns named(mapping);
  std::vector<std::string> missing;
  for (const std::string& name : named.names()) {
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) missing.push_back(name);
  }
  if (missing.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("The mapping names columns that the file does not "
                   "have: ",
                   absl::StrJoin(missing, ", "),
                   ". It has ",
                   absl::StrJoin(columns, ", "),
                   "."));
}

}  // namespace framdrift::cli::migration
