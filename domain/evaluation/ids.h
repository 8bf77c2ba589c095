// The ids of price tables, evaluations and networks, and of what stands in a network's stream.
#pragma once

#include "base/strong_id.h"

namespace framdrift::evaluation {

using PriceTableId = StrongId<struct PriceTableIdTag>;
using EvaluationId = StrongId<struct EvaluationIdTag>;
using NetworkId = StrongId<struct NetworkIdTag>;
using MemberId = StrongId<struct MemberIdTag>;
using AssignmentId = StrongId<struct AssignmentIdTag>;

}  // namespace framdrift::evaluation
