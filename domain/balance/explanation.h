// The reasons of a proposed move in one sentence.
#pragma once

#include <string>

#include "domain/balance/proposal.h"

namespace framdrift::balance {

// `giver` and `receiver` are the capacities of both.
std::string Explain(const Move& move, int64_t giver, int64_t receiver);

}  // namespace framdrift::balance
