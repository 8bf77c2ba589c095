// Books the entries of a municipality's ledger in the account of a place, row by row.
#pragma once

#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/status/statusor.h"
#include "clients/cli/migration/mapping.h"
#include "clients/cli/migration/report.h"
#include "clients/cli/migration/row.h"
#include "clients/cli/options.h"
#include "framdrift/place/v1/place_service.pb.h"

namespace framdrift::cli::migration {

// The command that books `row`. Its request_id follows from the source, from what the row says and
// from which of equal rows it is, `ordinal`: booked again, it is answered as the first time.
// INVALID_ARGUMENT for a code without translation, DATA_LOSS for what is no amount or number.
absl::StatusOr<place::v1::BookAccountEntryRequest> BookingOf(const Mapping& mapping, const Row& row,
                                                             const std::string& tenant,
                                                             int ordinal);

// Books `rows`, which are in the order of the file; what is refused stands in `report`, row by row.
// OK when the server answered every row, else the status that ended it.
grpc::Status BookAll(const Options& options, const Mapping& mapping, const std::vector<Row>& rows,
                     Report& report);

}  // namespace framdrift::cli::migration
