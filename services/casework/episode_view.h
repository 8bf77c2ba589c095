// An episode as the contracts show it.
#pragma once

#include "absl/time/time.h"
#include "domain/cases/case.h"
#include "framdrift/casework/v1/case_resource.pb.h"
#include "services/casework/case_texts.h"

namespace framdrift::services {

void RenderEpisode(const cases::Episode& episode, const CaseTexts& texts, absl::TimeZone zone,
                   casework::v1::Episode& out);

}  // namespace framdrift::services
