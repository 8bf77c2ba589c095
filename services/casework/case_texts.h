// What a case holds of the citizen, as it read at some time: the texts beside the state.
#pragma once

#include <optional>

#include "domain/cases/case_decider.h"
#include "services/stream_view.h"

namespace framdrift::services {

// Borrows the view.
class CaseTexts {
 public:
  CaseTexts(const StreamView<cases::CaseDecider>& view, const history::AsOf& as_of)
      : view_(view), amendments_(view.timeline().AmendmentsAt(as_of)) {}

  // What was sealed with the event at `position`, or with the correction of it that held. Empty
  // where nothing was, or it is erased.
  casework::v1::CaseSealed At(int64_t position) const {
    const auto correction = amendments_.corrections.find(position);
    if (correction != amendments_.corrections.end()) {
      for (const auto& part : view_.RecordedParts(correction->second->envelope.position)) {
        casework::v1::CaseSealed replacement;
        if (part.content.event_corrected().replacement().UnpackTo(&replacement)) {
          return replacement;
        }
      }
    }
    const auto& parts = view_.RecordedParts(position);
    return parts.empty() ? casework::v1::CaseSealed() : parts.front().content;
  }

 private:
  const StreamView<cases::CaseDecider>& view_;
  const cases::CaseTimeline::Amendments amendments_;
};

}  // namespace framdrift::services
