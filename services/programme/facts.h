// What decisions on a programme are told besides its state.
#pragma once

#include "absl/status/statusor.h"
#include "domain/programme/commands.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// The id of the part that the command makes: the same on every try.
template <typename Request>
absl::StatusOr<programme::FreshId> FactsOfPart(UnitOfWork& work, const Id16&, const Request&) {
  return programme::FreshId{work.ChosenId(1)};
}

// The indicator that is named, as the member's own tenant has it. Reads that one stream of it.
absl::StatusOr<programme::IndicatorAsked> FactsOfLink(
    UnitOfWork& work, const Id16& id, const programme::v1::LinkMeasureRequest& request);

// The version of the template that is named, of another programme: of another tenant only one that
// it published. Reads that one stream of it. FIELD_INVALID for what is no programme's name.
absl::StatusOr<programme::TemplateSource> FactsOfAdoption(
    UnitOfWork& work, const Id16& id, const programme::v1::AdoptTemplateRequest& request);

}  // namespace framdrift::services
