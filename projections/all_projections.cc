#include "projections/all_projections.h"

#include "projections/assignments.h"
#include "projections/cases.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "projections/participation.h"
#include "projections/paths.h"
#include "projections/worklist.h"

namespace framdrift::projections {

std::vector<std::unique_ptr<Projection>> AllProjections() {
  std::vector<std::unique_ptr<Projection>> all;
  all.push_back(AssignmentsProjection());
  all.push_back(CasesProjection());
  all.push_back(DirectoryProjection());
  all.push_back(FactsProjection());
  all.push_back(ParticipationProjection());
  all.push_back(PathsProjection());
  all.push_back(WorklistProjection());
  return all;
}

}  // namespace framdrift::projections
