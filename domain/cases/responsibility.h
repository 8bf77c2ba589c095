// When which unit and caseworker may have been responsible for a case, in both times: never less
// than folding the case would say, and known without folding it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// What an event says about responsibility for its case.
struct ResponsibilityNote {
  // A correction is of the kind of what it puts in place.
  enum class Kind : uint8_t { kBegins = 1, kAssigns = 2, kEnds = 3, kVoids = 4, kOther = 5 };

  Kind kind = Kind::kOther;
  int64_t position = 0;
  absl::Time known;
  // Of a correction that moves nothing, none: it happened when its target did.
  std::optional<absl::Time> occurred;
  // What a correction or voiding is about; 0 for all others.
  int64_t target = 0;
  history::UnitId unit;
  history::StaffId caseworker;

  friend bool operator==(const ResponsibilityNote&, const ResponsibilityNote&) = default;
};

// Whether an event of this kind says anything of responsibility, itself or by amending another.
bool SaysOfResponsibility(casework::v1::CaseEvent::KindCase kind);
ResponsibilityNote ResponsibilityNoteOf(const history::Recorded<casework::v1::CaseEvent>& entry,
                                        absl::TimeZone zone);

// What a list of the past is about: what is not empty must be so. `open` leaves out cases whose
// latest episode has ended.
struct ResponsibleThen {
  history::UnitId unit;
  history::StaffId caseworker;
  bool open = false;
};

// Of one case. Not thread-safe.
class Responsibilities {
 public:
  // Takes in the next event of the stream; positions rise.
  void Add(const ResponsibilityNote& note);

  // False only where state(valid, known), of the log up to the position, is certainly not that of
  // such a case. Days are civil days in `zone`.
  bool MayHold(const ResponsibleThen& who, const history::AsOf& as_of, absl::TimeZone zone) const;

  // The least of all events added, as recorded or corrected.
  int64_t first_position() const { return first_position_; }
  absl::Time first_known() const { return first_known_; }
  absl::Time first_occurred() const { return first_occurred_; }
  // What says something of responsibility, and all amendments of it, in order.
  const std::vector<ResponsibilityNote>& notes() const { return notes_; }
  // As it was when notes() and the others were these.
  static Responsibilities Restore(int64_t first_position, absl::Time first_known,
                                  absl::Time first_occurred, std::vector<ResponsibilityNote> notes);

  friend bool operator==(const Responsibilities&, const Responsibilities&) = default;

 private:
  int64_t first_position_ = 0;
  absl::Time first_known_ = absl::InfiniteFuture();
  absl::Time first_occurred_ = absl::InfiniteFuture();
  std::vector<ResponsibilityNote> notes_;
};

}  // namespace framdrift::cases
