#include "domain/balance/explanation.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace framdrift::balance {
namespace {

namespace v1 = casework::v1;

std::string Change(int64_t before, int64_t after, int64_t capacity) {
  return absl::StrCat(
      "from ", Utilisation(before, capacity), " % to ", Utilisation(after, capacity), " %");
}

std::string Clause(v1::MoveReason reason, const Move& move) {
  switch (reason) {
    case v1::MOVE_REASON_CASEWORKER_GONE:
      return "whoever has the case works in the unit no more, or not at all now";
    case v1::MOVE_REASON_OVER_CAPACITY:
      return "whoever has the case has more than they can carry";
    case v1::MOVE_REASON_LANGUAGE_MET:
      return "whoever takes it speaks the person's language, unlike whoever has it";
    case v1::MOVE_REASON_LANGUAGE_KEPT:
      return "both speak the person's language";
    case v1::MOVE_REASON_NO_MEETINGS:
      return "no meeting has been held with whoever has it";
    case v1::MOVE_REASON_FEW_MEETINGS:
      return absl::StrCat(move.moved.meetings,
                          move.moved.meetings == 1 ? " meeting has" : " meetings have",
                          " been held with whoever has it");
    case v1::MOVE_REASON_NEWLY_ASSIGNED:
      return absl::StrCat("assigned as late as ", absl::FormatCivilTime(move.moved.assigned));
    default:
      return "";
  }
}

}  // namespace

std::string Explain(const Move& move, int64_t giver, int64_t receiver) {
  std::vector<std::string> clauses;
  for (const v1::MoveReason reason : move.reasons) {
    if (reason != v1::MOVE_REASON_EVENS_LOAD) {
      clauses.push_back(Clause(reason, move));
      continue;
    }
    clauses.push_back(absl::StrCat("loads become more even: ",
                                   Change(move.giver_before, move.giver_after, giver),
                                   " and ",
                                   Change(move.receiver_before, move.receiver_after, receiver),
                                   " of capacity"));
  }
  std::string text = absl::StrJoin(clauses, "; ");
  if (text.empty()) return text;
  text[0] = absl::ascii_toupper(static_cast<unsigned char>(text[0]));
  return absl::StrCat(text, ".");
}

}  // namespace framdrift::balance
