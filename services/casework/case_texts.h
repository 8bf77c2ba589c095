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
  const casework::v1::CaseSealed& At(int64_t position) const {
    const auto correction = amendments_.corrections.find(position);
    if (correction != amendments_.corrections.end()) {
      const auto& replaced = view_.ReplacedParts(correction->second->envelope.position);
      if (!replaced.empty()) return replaced.front().content;
    }
    const auto& parts = view_.RecordedParts(position);
    return parts.empty() ? casework::v1::CaseSealed::default_instance() : parts.front().content;
  }

 private:
  const StreamView<cases::CaseDecider>& view_;
  const cases::CaseTimeline::Amendments amendments_;
};

}  // namespace framdrift::services
