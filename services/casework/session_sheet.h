// Who is expected at a session, for whoever takes attendance.
#pragma once

#include "absl/status/status.h"
#include "framdrift/casework/v1/attendance_service.pb.h"
#include "services/rows_query.h"

namespace framdrift::services {

// Answers GetSessionSheet from the read model `participation` and the cases it names.
absl::Status AnswerSessionSheet(RowsReading& reading,
                                const casework::v1::GetSessionSheetRequest& request,
                                casework::v1::GetSessionSheetResponse& response);

}  // namespace framdrift::services
