// Programmes as the contracts show them.
#pragma once

#include "absl/status/status.h"
#include "domain/programme/commands.h"
#include "domain/programme/programme.h"
#include "domain/programme/refusals.h"
#include "framdrift/programme/v1/programme_service.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct ProgrammeResource {
  using Decider = programme::ProgrammeDecider;
  using Message = programme::v1::Programme;
  static constexpr char kCollection[] = "programmes";
  static constexpr const char* kNotFound = programme::kProgrammeNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
  // What `view` was when it stood so; the etag is that of now.
  static void RenderState(const Reading& reading, const StreamView<Decider>& view,
                          const programme::Programme& programme, Message& out);
};

// Takes out what lists leave out: all that was recorded but what the programme is.
void TrimForList(programme::v1::Programme& programme);

}  // namespace framdrift::services
