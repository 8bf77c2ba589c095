#include "services/migration/fact_streams.h"

#include "base/status_macros.h"
#include "domain/activity/activity.h"
#include "domain/cases/case_decider.h"
#include "domain/household/household.h"
#include "domain/indicators/indicator.h"
#include "domain/indicators/plan.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "domain/partner/partner.h"
#include "domain/person/person.h"
#include "domain/place/place.h"
#include "domain/policy/adoption.h"
#include "domain/programme/programme.h"
#include "services/migration/fact_stream.h"

namespace framdrift::services {
namespace {

using migration::v1::Fact;

// Opens the stream of the kind that the event's number in Fact says.
class Opener {
 public:
  Opener(StreamReader& reader, const Id16& id, const Id16& source, const history::Context& context)
      : reader_(reader), id_(id), source_(source), context_(context) {}

  absl::StatusOr<std::unique_ptr<FactStream>> Open(Fact::EventCase kind) const {
    switch (kind) {
      case Fact::kPersonEvent:
        return As<person::PersonDecider>();
      case Fact::kHouseholdEvent:
        return As<household::HouseholdDecider>();
      case Fact::kCaseEvent:
        return As<cases::CaseDecider>();
      case Fact::kActivityEvent:
        return As<activity::ActivityDecider>();
      case Fact::kPartnerEvent:
        return As<partner::PartnerDecider>();
      case Fact::kUnitEvent:
        return As<organisation::UnitDecider>();
      case Fact::kStaffEvent:
        return As<organisation::StaffDecider>();
      case Fact::kPolicyEvent:
        return As<policy::PolicyDecider>();
      case Fact::kBoardEvent:
        return As<organisation::BoardDecider>();
      case Fact::kIndicatorEvent:
        return As<indicators::IndicatorDecider>();
      case Fact::kProgrammeEvent:
        return As<programme::ProgrammeDecider>();
      case Fact::kPlaceEvent:
        return As<place::PlaceDecider>();
      case Fact::EVENT_NOT_SET:
        break;
    }
    return FactIncomplete("A fact is one event of one kind of stream.");
  }

 private:
  template <typename Decider>
  absl::StatusOr<std::unique_ptr<FactStream>> As() const {
    FD_ASSIGN_OR_RETURN(auto snapshot, reader_.Read<Decider>(id_));
    return std::make_unique<FactStreamOf<Decider>>(id_, source_, context_, std::move(snapshot));
  }

  StreamReader& reader_;
  const Id16& id_;
  const Id16& source_;
  const history::Context& context_;
};

// What comes of an indicator's own figures is published by the server, never brought in, so that it
// cannot say what the log does not; and what cannot be computed is no definition.
absl::Status CheckIndicator(const indicator::v1::IndicatorEvent& event, absl::TimeZone zone) {
  switch (event.kind_case()) {
    case indicator::v1::IndicatorEvent::kIndicatorDefined: {
      const auto& definition = event.indicator_defined().definition();
      const indicators::Fields fields(indicators::SubjectOf(definition));
      return indicators::Compile(definition, fields, zone).status();
    }
    case indicator::v1::IndicatorEvent::kBaselineSet:
    case indicator::v1::IndicatorEvent::kTargetSet:
    case indicator::v1::IndicatorEvent::kExternalValueRecorded:
      return absl::OkStatus();
    default:
      return FactIncomplete(
          "Facts of an indicator are its definition, baseline, target and external values.");
  }
}

}  // namespace

absl::Status FactIncomplete(absl::string_view message) {
  return StatusWithReason(absl::StatusCode::kInvalidArgument, "ROW_INCOMPLETE", message);
}

const google::protobuf::Message& MemberOf(const google::protobuf::Message& message, int number) {
  return message.GetReflection()->GetMessage(message,
                                             message.GetDescriptor()->FindFieldByNumber(number));
}

absl::Status FactStreams::Add(const CheckedFact& fact, FactOutcome& out) {
  if (fact.fact->has_indicator_event()) {
    FD_RETURN_IF_ERROR(CheckIndicator(fact.fact->indicator_event(), context_.zone));
  }
  const eventstore::StreamId key = {static_cast<uint16_t>(fact.fact->event_case()), fact.stream};
  std::unique_ptr<FactStream>& stream = streams_[key];
  if (stream == nullptr) {
    FD_ASSIGN_OR_RETURN(
        stream, Opener(reader_, fact.stream, source_, context_).Open(fact.fact->event_case()));
  }
  return stream->Add(fact, out);
}

void FactStreams::Conclude(FactOutcome& out) {
  for (auto& [key, stream] : streams_) stream->Conclude(out);
}

}  // namespace framdrift::services
