// Evaluations, price tables and networks as they stood.
#pragma once

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "services/names.h"
#include "services/past.h"
#include "services/query.h"

namespace framdrift::services {

// What was true and known when `asked` says; NOT_FOUND with Resource::kNotFound for what did not
// exist then. For RunStreamQuery.
template <typename Resource>
struct AnswerThen {
  template <typename View, typename Request, typename Response>
  absl::Status operator()(Reading& reading, const View& view, const Request& asked,
                          Response& out) const {
    FD_ASSIGN_OR_RETURN(const Past past, PastOf(reading, PastAskedBy(asked)));
    const auto state = view.timeline().At(past.as_of);
    if (!Resource::Exists(state)) {
      return NotFound(Resource::kNotFound,
                      FormatName(reading.tenant(), Resource::kCollection, view.id()));
    }
    return Resource::RenderThen(reading, view, state, past.as_of, ResourceOf<Resource>(out));
  }
};

}  // namespace framdrift::services
