// The ids of a programme and of the parts of it that others refer to.
#pragma once

#include "base/strong_id.h"

namespace framdrift::programme {

using ProgrammeId = StrongId<struct ProgrammeIdTag>;
using MemberId = StrongId<struct ProgrammeMemberIdTag>;
using ActionId = StrongId<struct ProgrammeActionIdTag>;
using SupportId = StrongId<struct ProgrammeSupportIdTag>;
using ReportId = StrongId<struct ProgrammeReportIdTag>;

}  // namespace framdrift::programme
