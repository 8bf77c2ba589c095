#include "domain/cases/visibility.h"

#include <algorithm>

namespace framdrift::cases {
namespace {

void Show(const SharedFields& fields, SharedFields& shown) {
  for (const casework::v1::SharedField field : fields) {
    if (std::find(shown.begin(), shown.end(), field) == shown.end()) shown.push_back(field);
  }
}

}  // namespace

bool Visibility::Shows(casework::v1::SharedField field) const {
  return whole || std::find(fields.begin(), fields.end(), field) != fields.end();
}

Visibility VisibleTo(const Case& state, const Reader& reader, const history::BoardId& board_of_case,
                     const history::Envelope& at) {
  Visibility visible;
  const Episode* episode = state.EpisodeAt(at);
  const bool own_unit =
      episode != nullptr && !reader.unit.empty() && episode->unit() == reader.unit;
  if (own_unit || (!reader.board.empty() && reader.board == board_of_case)) {
    visible.whole = true;
    return visible;
  }
  for (const Transfer& transfer : state.cooperation.transfers) {
    const bool asked = transfer.to_unit == reader.unit && !IsBefore(at, transfer.proposed);
    if (asked && transfer.waiting()) Show(transfer.fields, visible.fields);
  }
  for (const Consent& consent : state.cooperation.consents) {
    if (reader.board.empty() || consent.receiver.bytes() != reader.board.bytes()) continue;
    if (consent.InForce(at)) Show(consent.fields, visible.fields);
  }
  return visible;
}

bool NoteVisibleTo(const Reader& reader, const history::BoardId& board_of_note) {
  return board_of_note.empty() || reader.board == board_of_note;
}

}  // namespace framdrift::cases
