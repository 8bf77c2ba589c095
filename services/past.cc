#include "services/past.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/refusal.h"
#include "base/status_macros.h"

namespace framdrift::services {
namespace {

absl::Status Invalid(absl::string_view prefix, absl::string_view field, absl::string_view message) {
  return InvalidField(absl::StrCat(prefix, field), message);
}

absl::Status CheckPosition(const Reading& reading, int64_t position, absl::string_view prefix) {
  if (position < 0) return Invalid(prefix, "as_of_position", "A position is not negative.");
  if (position <= static_cast<int64_t>(reading.position())) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const eventstore::Position head,
                      reading.runtime().store.Head(reading.tenant(), eventstore::LogNumber::kMain));
  if (position > static_cast<int64_t>(head)) {
    return Invalid(prefix, "as_of_position", absl::StrCat("The log ends at position ", head, "."));
  }
  return StatusWithReason(
      absl::StatusCode::kDeadlineExceeded,
      "PROJECTION_BEHIND",
      absl::StrCat("The answer has come to position ", reading.position(), " only; ask again."));
}

// When the event at `position` was recorded.
absl::StatusOr<absl::Time> RecordedAt(const Reading& reading, int64_t position) {
  FD_RETURN_IF_ERROR(reading.MayWait());
  FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                      reading.runtime().store.ReadLog(reading.tenant(),
                                                      eventstore::LogNumber::kMain,
                                                      static_cast<eventstore::Position>(position),
                                                      eventstore::Direction::kForward,
                                                      1));
  if (page.events().empty()) {
    return absl::DataLossError(absl::StrCat("There is no event at position ", position, "."));
  }
  return page.events().front().recorded_at;
}

// The log's clock never goes back: after the machine's did, what was recorded last lies ahead.
absl::Status CheckInstant(const Reading& reading, const std::optional<absl::Time>& time,
                          absl::string_view prefix, absl::string_view field) {
  if (!time || *time <= reading.context().now) return absl::OkStatus();
  if (reading.position() != 0) {
    FD_ASSIGN_OR_RETURN(const absl::Time last,
                        RecordedAt(reading, static_cast<int64_t>(reading.position())));
    if (*time <= last) return absl::OkStatus();
  }
  return Invalid(prefix, field, "This is still to come; give a time that has been.");
}

}  // namespace

absl::StatusOr<Past> PastOf(const Reading& reading, const PastAsked& asked,
                            absl::string_view prefix) {
  FD_RETURN_IF_ERROR(CheckInstant(reading, asked.valid, prefix, "valid_time"));
  FD_RETURN_IF_ERROR(CheckInstant(reading, asked.known, prefix, "known_time"));
  FD_RETURN_IF_ERROR(CheckPosition(reading, asked.position, prefix));
  if (asked.known && asked.position != 0) {
    return Invalid(
        prefix, "as_of_position", "Both this and known_time say what was known; give one of them.");
  }
  Past past;
  past.evaluated_at = reading.context().now;
  past.as_of.position = static_cast<int64_t>(reading.position());
  if (asked.known) {
    past.as_of.known = *asked.known;
    past.as_of.valid = *asked.known;
    past.evaluated_at = *asked.known;
  } else if (asked.position != 0) {
    past.as_of.position = asked.position;
    FD_ASSIGN_OR_RETURN(past.evaluated_at, RecordedAt(reading, asked.position));
  }
  if (asked.valid) {
    past.as_of.valid = *asked.valid;
    past.evaluated_at = *asked.valid;
  }
  return past;
}

std::string EncodePastPage(const PastPage& page) {
  return page.token.empty() ? std::string() : absl::StrCat(page.position, ".", page.token);
}

absl::StatusOr<PastPage> DecodePastPage(absl::string_view text) {
  PastPage page;
  if (text.empty()) return page;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('.', 1));
  if (!absl::SimpleAtoi(parts.first, &page.position) || page.position <= 0 ||
      parts.second.empty()) {
    return StatusWithReason(absl::StatusCode::kInvalidArgument,
                            "PAGE_TOKEN_INVALID",
                            "This is no page token of this list; ask for the first page again.");
  }
  page.token = std::string(parts.second);
  return page;
}

}  // namespace framdrift::services
