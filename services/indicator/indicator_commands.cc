#include "services/indicator/indicator_commands.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/amend_commands.h"
#include "domain/indicators/library.h"
#include "domain/policy/adoption.h"
#include "services/indicator/indicator_resource.h"
#include "services/indicator/publishing.h"
#include "services/indicator/question.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::IndicatorDecider;
using indicators::IndicatorEvents;

// The fields of the definition's subject by the policies as they stand.
absl::StatusOr<indicators::Fields> FieldsFor(UnitOfWork& work, const v1::Definition& definition) {
  FD_ASSIGN_OR_RETURN(const auto* policies,
                      work.Load<policy::PolicyDecider>(policy::PolicyStreamId(work.tenant())));
  return FieldsOf(indicators::SubjectOf(definition), policies->state());
}

absl::Status CheckNames(const v1::Definition& definition) {
  if (!IsIndicatorCode(definition.code())) {
    return InvalidField("definition.code",
                        "A code is 1 to 63 letters, digits and hyphens, such as first-contact.");
  }
  if (definition.title().empty()) {
    return InvalidField("definition.title", "Give a title, such as \"First contact in time\".");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Definition> DefinitionAsked(const v1::DefineIndicatorRequest& request) {
  v1::Definition definition;
  if (!request.made_from().empty()) {
    const v1::Definition* built_in = indicators::FindBuiltIn(request.made_from());
    if (built_in == nullptr) {
      return InvalidField("made_from",
                          absl::StrCat("No definition called ",
                                       request.made_from(),
                                       " comes with the system; indicator library lists them."));
    }
    definition = *built_in;
  }
  const v1::Definition& asked = request.definition();
  std::vector<const google::protobuf::FieldDescriptor*> set;
  asked.GetReflection()->ListFields(asked, &set);
  for (const auto* field : set) definition.GetReflection()->ClearField(&definition, field);
  definition.MergeFrom(asked);
  FD_RETURN_IF_ERROR(CheckNames(definition));
  return definition;
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16&, const IndicatorSnapshot& snapshot,
                                const v1::DefineIndicatorRequest& request) {
  v1::IndicatorDefined command;
  FD_ASSIGN_OR_RETURN(*command.mutable_definition(), DefinitionAsked(request));
  command.set_made_from(request.made_from());
  FD_ASSIGN_OR_RETURN(const indicators::Fields fields, FieldsFor(work, command.definition()));
  indicators::Definitions facts{.fields = fields, .baseline = {}, .target = {}};
  if (request.has_baseline()) facts.baseline = request.baseline();
  if (request.has_target()) facts.target = request.target();
  return indicators::Decide(snapshot.state(), command, facts, work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16&, const IndicatorSnapshot& snapshot,
                                const v1::ReviseIndicatorRequest& request) {
  v1::IndicatorRevised command;
  *command.mutable_definition() = request.definition();
  command.set_reason(request.reason());
  if (snapshot.state().is_defined()) {
    const std::string& code = snapshot.state().latest().definition.code();
    if (command.definition().code().empty()) command.mutable_definition()->set_code(code);
    if (command.definition().code() != code) {
      return InvalidField("definition.code",
                          absl::StrCat("An indicator keeps its code: ",
                                       code,
                                       "; define another indicator for another code."));
    }
  }
  FD_RETURN_IF_ERROR(CheckNames(command.definition()));
  FD_ASSIGN_OR_RETURN(const indicators::Fields fields, FieldsFor(work, command.definition()));
  return indicators::Decide(snapshot.timeline(), command, fields, work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16&, const IndicatorSnapshot& snapshot,
                                const v1::SetBaselineRequest& request) {
  v1::BaselineSet command;
  *command.mutable_baseline() = request.baseline();
  return indicators::Decide(snapshot.state(), command, work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16&, const IndicatorSnapshot& snapshot,
                                const v1::SetTargetRequest& request) {
  v1::TargetSet command;
  *command.mutable_target() = request.target();
  return indicators::Decide(snapshot.state(), command, work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16&, const IndicatorSnapshot& snapshot,
                                const v1::RecordExternalValueRequest& request) {
  return indicators::Decide(snapshot.state(), request.external_value(), work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16&, const IndicatorSnapshot& snapshot,
                                const v1::RetireIndicatorRequest& request) {
  v1::IndicatorRetired command;
  command.set_reason(request.reason());
  return indicators::Decide(snapshot.state(), command, work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id, const IndicatorSnapshot& snapshot,
                                const v1::CorrectEventRequest& request) {
  const v1::IndicatorEvent& replacement = request.replacement();
  const bool is_revision = replacement.has_indicator_revised();
  const v1::Definition& definition = is_revision ? replacement.indicator_revised().definition()
                                                 : replacement.indicator_defined().definition();
  if (is_revision || replacement.has_indicator_defined()) {
    FD_RETURN_IF_ERROR(CheckNames(definition));
  }
  FD_ASSIGN_OR_RETURN(const indicators::Fields fields, FieldsFor(work, definition));
  FD_RETURN_IF_ERROR(indicators::CheckReplacement(
      snapshot.timeline(), request.position(), replacement, fields, work.context()));
  return history::DecideCorrection(snapshot.timeline(), request, id, work.context());
}

IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id, const IndicatorSnapshot& snapshot,
                                const v1::VoidEventRequest& request) {
  return history::DecideVoiding(snapshot.timeline(), request, id, work.context());
}

IndicatorEvents DecidePublication(UnitOfWork& work, FactsAsked& facts, const Id16& id,
                                  const IndicatorSnapshot& snapshot,
                                  const v1::PublishIndicatorRequest& request) {
  v1::IndicatorPublished command;
  if (snapshot.state().is_defined()) {
    FD_ASSIGN_OR_RETURN(command, PublicationOf(work, facts, id, snapshot, request));
  }
  return indicators::Decide(snapshot.state(), command, work.context());
}

}  // namespace framdrift::services
