#include "services/activity/session_list.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "projections/directory.h"
#include "projections/page_token.h"
#include "services/activity/resources.h"
#include "services/list.h"

namespace framdrift::services {
namespace {

namespace v1 = activity::v1;

struct Listed {
  std::string key;
  v1::Session session;
};

// Sorts as sessions do: by beginning, then by id.
std::string KeyOf(const activity::Session& session) {
  return absl::StrCat(absl::FormatTime("%E4Y-%m-%dT%H:%M:%S ", session.start, absl::UTCTimeZone()),
                      session.id.ToString());
}

class SessionFilter {
 public:
  SessionFilter(const v1::ListSessionsRequest& asked, absl::TimeZone zone)
      : activity_(history::IdOrNone<history::ActivityId>(asked.activity_id())),
        unit_(history::IdOrNone<history::UnitId>(asked.unit_id())),
        from_(history::DayOrNone(asked.from_date())),
        until_(history::DayOrNone(asked.until_date())),
        cancelled_(asked.include_cancelled()),
        zone_(zone) {}

  bool Keeps(const Id16& id, const activity::Activity& activity) const {
    return activity.opened && (activity_.empty() || activity_ == history::ActivityId(id)) &&
           (unit_.empty() || unit_ == activity.unit);
  }
  bool Keeps(const activity::Session& session) const {
    const absl::CivilDay day = absl::ToCivilDay(session.start, zone_);
    return (cancelled_ || !session.is_cancelled()) && (!from_ || *from_ <= day) &&
           (!until_ || day < *until_);
  }

 private:
  const history::ActivityId activity_;
  const history::UnitId unit_;
  const std::optional<absl::CivilDay> from_;
  const std::optional<absl::CivilDay> until_;
  const bool cancelled_;
  const absl::TimeZone zone_;
};

absl::StatusOr<std::vector<Listed>> SessionsAfter(RowsReading& reading, const SessionFilter& filter,
                                                  const std::string& after) {
  std::vector<Listed> listed;
  absl::Status status;
  const auto visit = [&](const Id16& id, eventstore::Position) {
    const auto view = reading.View<activity::ActivityDecider>(id);
    status = view.status();
    if (!status.ok()) return false;
    if (!filter.Keeps(id, view->state())) return true;
    for (const activity::Session& session : view->state().sessions) {
      std::string key = KeyOf(session);
      if (key <= after || !filter.Keeps(session)) continue;
      Listed& one = listed.emplace_back(Listed{std::move(key), {}});
      RenderSession(id, view->state(), session, one.session);
    }
    return true;
  };
  FD_RETURN_IF_ERROR(
      projections::VisitStreams(reading.rows(), activity::ActivityDecider::kKind, 0, visit));
  FD_RETURN_IF_ERROR(status);
  std::sort(
      listed.begin(), listed.end(), [](const Listed& a, const Listed& b) { return a.key < b.key; });
  return listed;
}

}  // namespace

absl::Status AnswerSessions(RowsReading& reading, const v1::ListSessionsRequest& request,
                            v1::ListSessionsResponse& response) {
  const std::string listed_by = ListedBy(request);
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  std::string after;
  if (!request.page_token().empty()) {
    FD_ASSIGN_OR_RETURN(projections::PageToken token,
                        projections::DecodePageToken(request.page_token(), listed_by));
    after = std::move(token.key);
  }
  FD_ASSIGN_OR_RETURN(
      std::vector<Listed> listed,
      SessionsAfter(reading, SessionFilter(request, reading.context().zone), after));
  for (size_t i = 0; i < std::min(size, listed.size()); ++i) {
    *response.add_sessions() = std::move(listed[i].session);
  }
  if (listed.size() > size) {
    response.set_next_page_token(
        projections::EncodePageToken({{}, listed[size - 1].key, 0}, listed_by));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
