// The evaluation of the demo's job track for the young, ex ante and ex post, as commands.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "clients/demo/world.h"
#include "framdrift/evaluation/v1/evaluation_service.pb.h"
#include "framdrift/evaluation/v1/network_service.pb.h"
#include "framdrift/evaluation/v1/price_table_service.pb.h"

namespace framdrift::demo {

// Each is sent to the service that has it.
using EvaluationCommand =
    std::variant<evaluation::v1::FoundNetworkRequest, evaluation::v1::AdmitNetworkMemberRequest,
                 evaluation::v1::RecordNetworkMeetingRequest, evaluation::v1::TakeAssignmentRequest,
                 evaluation::v1::RecordSeminarRequest, evaluation::v1::SpreadResultsRequest,
                 evaluation::v1::IssuePriceTableRequest,
                 evaluation::v1::CommissionEvaluationRequest,
                 evaluation::v1::DefineTypicalCaseRequest, evaluation::v1::SetParametersRequest,
                 evaluation::v1::ComputeAccountRequest, evaluation::v1::FreezeCohortRequest,
                 evaluation::v1::NoteQualitativeFactorRequest>;

// The ids of what the commands make.
std::string EvaluationId(const World& world);
std::string EvaluationNetworkId(const World& world);
std::string EvaluationPricesId(const World& world);

// What a competence network, a price table and one evaluation are made by, in the order in which
// it happened: settled and computed before the world's start, frozen and measured at its end. Each
// has a request_id that follows from the settings, so that sending them twice records them once.
// The last is left to an evaluator: to publish. The world is that of the originator.
std::vector<EvaluationCommand> EvaluationCommands(const World& world);

}  // namespace framdrift::demo
