// What people are given to read of a programme: the board, and the report to the steering group.
#pragma once

#include <string>

#include "domain/programme/board.h"
#include "domain/programme/programme.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::programme {

// What a report holds for.
struct ReportMoment {
  absl::Time valid;
  absl::Time evaluated;
  int64_t position = 0;
  // The civil day of `valid`.
  absl::CivilDay day;
};

// Municipalities by building blocks, and what they published. `programme` is the state of then.
report::v1::Report BoardReport(const Programme& programme, const Board& board,
                               const ReportMoment& moment);

// All that the steering group asks: where the programme stands, who is behind and with what, what
// the meetings changed, what members published, how blocks came into operation, what was decided,
// reported, noted and, where it is over, concluded. Members stand by name, never by rank.
report::v1::Report StatusReport(const Programme& programme, const Board& board,
                                const ReportMoment& moment);

}  // namespace framdrift::programme
