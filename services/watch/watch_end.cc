#include "services/watch/watch_end.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "google/protobuf/util/time_util.h"
#include "services/watch/reasons.h"

namespace framdrift::services {
namespace {

std::map<std::string, std::string> MetadataOf(const WatchPlace& place) {
  if (place.position == 0) return {};
  return {{"position", absl::StrCat(place.position)},
          {"evaluated_at", google::protobuf::util::TimeUtil::ToString(place.evaluated_at)}};
}

std::string HowToGoOn(const WatchPlace& place) {
  if (place.position == 0) return "begin anew.";
  return absl::StrCat("resume after position ", place.position, ".");
}

}  // namespace

absl::Status FellBehind(const WatchPlace& sent) {
  return StatusWithReason(
      absl::StatusCode::kResourceExhausted,
      kWatchFellBehind,
      absl::StrCat("The list changes faster than this watch is read; ", HowToGoOn(sent)),
      MetadataOf(sent));
}

absl::Status ServerStops(const WatchPlace& sent) {
  return StatusWithReason(absl::StatusCode::kUnavailable,
                          kWatchEnded,
                          absl::StrCat("The server stops; connect again and ", HowToGoOn(sent)),
                          MetadataOf(sent));
}

absl::Status WatchesFull() {
  return StatusWithReason(absl::StatusCode::kResourceExhausted,
                          kWatchesFull,
                          "The server has as many watches as it serves; try later.");
}

absl::Status PositionAhead(int64_t position, int64_t head) {
  return StatusWithReason(absl::StatusCode::kFailedPrecondition,
                          kPositionAhead,
                          absl::StrCat("There is nothing to resume after position ",
                                       position,
                                       ": the log ends at ",
                                       head,
                                       ". Begin anew, without a position."),
                          {{"position", absl::StrCat(position)}, {"head", absl::StrCat(head)}});
}

}  // namespace framdrift::services
