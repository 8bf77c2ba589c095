// What is asked of a programme as of any date: its board, its progress, its status report.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "domain/programme/commands.h"
#include "framdrift/programme/v1/programme_service.pb.h"
#include "services/programme/board_indexes.h"
#include "services/reading.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

using ProgrammeView = StreamView<programme::ProgrammeDecider>;

// Each fills `out`. NOT_FOUND with PROGRAMME_NOT_FOUND for a time before the programme; the errors
// of PastOf.
absl::Status AnswerProgramme(Reading& reading, const ProgrammeView& view,
                             const programme::v1::GetProgrammeRequest& asked,
                             programme::v1::GetProgrammeResponse& out);
absl::Status AnswerBoard(Reading& reading, BoardIndexes& boards, const ProgrammeView& view,
                         const programme::v1::GetProgrammeBoardRequest& asked,
                         programme::v1::GetProgrammeBoardResponse& out);
absl::Status AnswerProgress(Reading& reading, const ProgrammeView& view,
                            const programme::v1::GetProgrammeProgressRequest& asked,
                            programme::v1::GetProgrammeProgressResponse& out);
// NOT_FOUND with STATUS_REPORT_NOT_FOUND, too.
absl::Status AnswerStatusReport(Reading& reading, BoardIndexes& boards, const ProgrammeView& view,
                                const programme::v1::GetStatusReportRequest& asked,
                                programme::v1::GetStatusReportResponse& out);

// The report as it is to be sent: of the programme as it stood when it was given.
absl::StatusOr<programme::ReportToSend> FactsOfSending(
    UnitOfWork& work, const Id16& id, const programme::v1::SendStatusReportRequest& request);

}  // namespace framdrift::services
