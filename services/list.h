// Lists of whole resources, in the order they came to be: for kinds of which a tenant has hundreds.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "domain/history/streams.h"
#include "google/protobuf/descriptor.h"
#include "projections/directory.h"
#include "projections/listing.h"
#include "projections/page_token.h"
#include "services/rows_query.h"

namespace framdrift::services {

// What must stay the same from page to page: all of a request but its page.
std::string ListedBy(const google::protobuf::Message& request);

// Where the page that `request` asks for begins: after the stream whose first event stands there.
absl::StatusOr<eventstore::Position> PageStart(absl::string_view page_token,
                                               const std::string& listed_by);
std::string NextPageToken(eventstore::Position last, const std::string& listed_by);

// How many rows a page_size means. INVALID_ARGUMENT for a negative one.
absl::StatusOr<size_t> PageSize(int32_t page_size);

// Whether `keep(state, request)`, or `keep(state, request, context)`, keeps it.
template <typename Keep, typename State, typename Request>
bool Keeps(const Keep& keep, const State& state, const Request& request,
           const history::Context& context) {
  if constexpr (std::is_invocable_v<Keep, const State&, const Request&, const history::Context&>) {
    return keep(state, request, context);
  } else {
    return keep(state, request);
  }
}

// ListX of `Resource`s that `keep` keeps, as Render shows them; `trim` may take out of each what
// lists leave out. Every stream of the kind is read: from memory where it was used
// lately.
template <typename Resource, typename Request, typename Response, typename Keep, typename Trim>
grpc::ServerUnaryReactor* RunList(Runtime& runtime, grpc::CallbackServerContext* context,
                                  const Request* request, Response* response, Keep keep,
                                  Trim trim) {
  const auto answer =
      [keep = std::move(keep), trim = std::move(trim)](
          RowsReading& reading, const Request& asked, Response& out) -> absl::Status {
    const std::string listed_by = ListedBy(asked);
    FD_ASSIGN_OR_RETURN(const eventstore::Position start, PageStart(asked.page_token(), listed_by));
    FD_ASSIGN_OR_RETURN(const size_t size, PageSize(asked.page_size()));
    const auto* field = Response::descriptor()->FindFieldByNumber(1);
    size_t listed = 0;
    eventstore::Position last = 0;
    absl::Status status;
    const auto visit = [&](const Id16& id, eventstore::Position first) {
      auto view = reading.View<typename Resource::Decider>(id);
      if (!view.ok()) {
        status = view.status();
        return false;
      }
      if (!Keeps(keep, view->state(), asked, reading.context())) return true;
      if (listed == size) {
        out.set_next_page_token(NextPageToken(last, listed_by));
        return false;
      }
      auto& message =
          static_cast<typename Resource::Message&>(*out.GetReflection()->AddMessage(&out, field));
      status = Resource::Render(reading, *view, message);
      trim(message);
      ++listed;
      last = first;
      return status.ok();
    };
    FD_RETURN_IF_ERROR(
        projections::VisitStreams(reading.rows(), Resource::Decider::kKind, start, visit));
    return status;
  };
  return RunRowsQuery(
      runtime, context, request, response, projections::kDirectory, std::move(answer));
}

// The same with nothing left out.
template <typename Resource, typename Request, typename Response, typename Keep>
grpc::ServerUnaryReactor* RunList(Runtime& runtime, grpc::CallbackServerContext* context,
                                  const Request* request, Response* response, Keep keep) {
  return RunList<Resource>(
      runtime, context, request, response, std::move(keep), [](typename Resource::Message&) {});
}

}  // namespace framdrift::services
