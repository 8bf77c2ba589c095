// What the commands on a programme cause, and why they are refused.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "base/strong_id.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/timeline.h"
#include "domain/programme/programme.h"
#include "framdrift/programme/v1/programme_service.pb.h"

namespace framdrift::programme {

using Events = absl::StatusOr<history::EventsOf<ProgrammeDecider>>;
using Line = history::Timeline<ProgrammeDecider>;

// The id of the part that a command makes.
struct FreshId {
  Id16 id{};
};

// ALREADY_EXISTS with PROGRAMME_EXISTS. What follows is refused as the contract says, in the state
// of the day it happened.
Events Decide(const Programme& state, const v1::StartProgrammeRequest& command,
              const history::Context& context);

Events Decide(const Line& line, const v1::JoinProgrammeRequest& command, const FreshId& fresh,
              const history::Context& context);
Events Decide(const Line& line, const v1::LeaveProgrammeRequest& command,
              const history::Context& context);
// Milestones that the plan leaves out are taken from the template in force.
Events Decide(const Line& line, const v1::AdoptIntroductionPlanRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::ReviseIntroductionPlanRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::FixExpectationRequest& command,
              const history::Context& context);

Events Decide(const Line& line, const v1::HoldLearningMeetingRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::AgreeActionRequest& command, const FreshId& fresh,
              const history::Context& context);
Events Decide(const Line& line, const v1::CompleteActionRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::RequestSupportRequest& command, const FreshId& fresh,
              const history::Context& context);
Events Decide(const Line& line, const v1::LogSupportRequest& command, const FreshId& fresh,
              const history::Context& context);
Events Decide(const Line& line, const v1::RecordShadowingRequest& command, const FreshId& fresh,
              const history::Context& context);
Events Decide(const Line& line, const v1::SetBuildingBlockRequest& command,
              const history::Context& context);

Events Decide(const Line& line, const v1::SubmitProgressReportRequest& command,
              const FreshId& fresh, const history::Context& context);
Events Decide(const Line& line, const v1::CommentProgressReportRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::AddResearchNoteRequest& command, const FreshId& fresh,
              const history::Context& context);

struct IndicatorAsked {
  // None where the member's tenant has no such indicator.
  Id16 id{};
  bool found = false;
  std::string title;
};
Events Decide(const Line& line, const v1::LinkMeasureRequest& command,
              const IndicatorAsked& indicator, const history::Context& context);
struct PublishedAt {
  absl::Time at;
};
// A figure that a member published, carried into its programme: happened when it was published, or
// when its measure was linked where that was later. Of a programme that ran and a member that took
// part then.
Events Decide(const Line& line, const v1::MeasurePublished& figure, const PublishedAt& published,
              const history::Context& context);

Events Decide(const Line& line, const v1::MakeSteeringDecisionRequest& command,
              const FreshId& fresh, const history::Context& context);
Events Decide(const Line& line, const v1::CheckSustainmentRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::PublishTemplateRequest& command,
              const history::Context& context);

struct TemplateSource {
  std::string tenant;
  Id16 programme{};
  // As FindToTakeOver found it.
  std::optional<TemplateInForce> version;
};
Events Decide(const Line& line, const v1::AdoptTemplateRequest& command,
              const TemplateSource& source, const history::Context& context);
struct ReportToSend {
  Id16 id{};
  report::v1::Report report;
};
// The report is that of the programme when it was given; over or not.
Events Decide(const Line& line, const v1::SendStatusReportRequest& command,
              const ReportToSend& sending, const history::Context& context);
Events Decide(const Line& line, const v1::EvaluateProgrammeRequest& command,
              const history::Context& context);
Events Decide(const Line& line, const v1::EndProgrammeRequest& command,
              const history::Context& context);

}  // namespace framdrift::programme
