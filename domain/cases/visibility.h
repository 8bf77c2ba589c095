// How much of a case a unit may read, and why.
#pragma once

#include "domain/cases/case.h"
#include "domain/history/recorded.h"

namespace framdrift::cases {

struct Reader {
  history::UnitId unit;
  history::BoardId board;
};

struct Visibility {
  // The unit answers for the case, or another of the same board does.
  bool whole = false;
  // Without the whole: what consents and a transfer that waits for the reader's answer show. Each
  // once; that a plan exists is shown to all.
  SharedFields fields;

  bool Shows(casework::v1::SharedField field) const;

  friend bool operator==(const Visibility&, const Visibility&) = default;
};

// At that moment. `board_of_case` is the board of the unit that answers for the case.
Visibility VisibleTo(const Case& state, const Reader& reader, const history::BoardId& board_of_case,
                     const history::Envelope& at);

// Notes stay with the board of the unit that wrote them, also when the case moves on.
bool NoteVisibleTo(const Reader& reader, const history::BoardId& board_of_note);

}  // namespace framdrift::cases
