#include "domain/indicators/suppression.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

namespace framdrift::indicators {
namespace {

using Rows = std::vector<uint32_t>;
// Vectors over a prime field: what depends linearly over the rationals does so here.
using Vector = std::vector<uint64_t>;
constexpr uint64_t kPrime = (uint64_t{1} << 31) - 1;

uint64_t Inverse(uint64_t number) {
  uint64_t result = 1;
  for (uint64_t power = kPrime - 2; power > 0; power >>= 1) {
    if ((power & 1) != 0) result = result * number % kPrime;
    number = number * number % kPrime;
  }
  return result;
}

// The vectors that have been added, in echelon form.
class LinearSpan {
 public:
  void Add(Vector vector) {
    const size_t lead = Reduce(vector);
    if (lead == vector.size()) return;
    const uint64_t inverse = Inverse(vector[lead]);
    for (uint64_t& element : vector) element = element * inverse % kPrime;
    by_lead_[lead] = std::move(vector);
  }
  bool Holds(Vector vector) const { return Reduce(vector) == vector.size(); }

 private:
  // Where what is left of `vector` begins; its size where nothing is.
  size_t Reduce(Vector& vector) const {
    for (size_t i = 0; i < vector.size(); ++i) {
      if (vector[i] == 0) continue;
      const auto found = by_lead_.find(i);
      if (found == by_lead_.end()) return i;
      const uint64_t factor = kPrime - vector[i];
      for (size_t k = i; k < vector.size(); ++k) {
        vector[k] = (vector[k] + factor * found->second[k]) % kPrime;
      }
    }
    return vector.size();
  }

  std::map<size_t, Vector> by_lead_;
};

Rows Minus(const Rows& a, const Rows& b) {
  Rows rows;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
  return rows;
}

bool DifferByFew(const Rows& a, const Rows& b, size_t limit) {
  Rows rows;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
  return IsSmall(rows.size(), limit);
}

bool DifferByFew(const TellableFigure& a, const TellableFigure& b, size_t limit) {
  return DifferByFew(a.below, b.below, limit) ||
         (a.is_share && b.is_share && DifferByFew(a.above, b.above, limit));
}

// Rows that stand in the same sets are one element of every vector.
class Elements {
 public:
  void Add(const TellableFigure& figure) {
    for (const Rows* rows : {&figure.below, &figure.above}) {
      for (const uint32_t row : *rows) sets_of_[row].push_back(sets_);
      ++sets_;
    }
  }
  void Number() {
    for (const auto& [row, sets] : sets_of_) {
      const auto [it, added] = elements_.try_emplace(sets, elements_.size());
      element_of_[row] = it->second;
    }
  }
  Vector VectorOf(const Rows& rows) const {
    Vector vector(elements_.size());
    for (const uint32_t row : rows) vector[element_of_.at(row)] = 1;
    return vector;
  }

 private:
  size_t sets_ = 0;
  std::map<uint32_t, std::vector<size_t>> sets_of_;
  std::map<std::vector<size_t>, size_t> elements_;
  std::map<uint32_t, size_t> element_of_;
};

class Suppression {
 public:
  Suppression(const std::vector<TellableFigure>& figures, const EarlierReleases& earlier,
              size_t limit)
      : figures_(figures), earlier_(earlier), limit_(limit), hidden_(figures.size()) {
    for (const TellableFigure& figure : figures) elements_.Add(figure);
    for (const TellableFigure& figure : earlier.shown) elements_.Add(figure);
    for (const TellableFigure& figure : earlier.hidden) elements_.Add(figure);
    elements_.Number();
  }

  std::vector<bool> Run() {
    for (size_t i = 0; i < figures_.size(); ++i) hidden_[i] = IsToBeHidden(figures_[i]);
    while (Leaks()) {
      const std::optional<size_t> smallest = SmallestShown();
      if (!smallest) break;
      hidden_[*smallest] = true;
    }
    return hidden_;
  }

 private:
  bool IsToBeHidden(const TellableFigure& figure) const {
    return IsSmallFigure(figure, limit_) ||
           std::any_of(earlier_.shown.begin(),
                       earlier_.shown.end(),
                       [&](const TellableFigure& one) { return DifferByFew(figure, one, limit_); });
  }

  bool Leaks() const {
    LinearSpan shown;
    const auto show = [&](const TellableFigure& figure) {
      shown.Add(elements_.VectorOf(figure.below));
      if (figure.is_share) shown.Add(elements_.VectorOf(figure.above));
    };
    for (size_t i = 0; i < figures_.size(); ++i) {
      if (!hidden_[i]) show(figures_[i]);
    }
    for (const TellableFigure& figure : earlier_.shown) show(figure);
    const auto follows = [&](const Rows& rows) {
      return !rows.empty() && shown.Holds(elements_.VectorOf(rows));
    };
    const auto is_told = [&](const TellableFigure& figure) {
      if (follows(figure.below)) return true;
      return figure.is_share &&
             (follows(figure.above) || follows(Minus(figure.below, figure.above)));
    };
    for (size_t i = 0; i < figures_.size(); ++i) {
      if (hidden_[i] && is_told(figures_[i])) return true;
    }
    if (std::any_of(earlier_.hidden.begin(), earlier_.hidden.end(), is_told)) return true;
    return RestIsSmall();
  }

  // Of the whole, where it is shown.
  bool RestIsSmall() const {
    if (figures_.empty() || hidden_[0]) return false;
    TellableFigure rest = figures_[0];
    bool any_hidden = false;
    for (size_t i = 1; i < figures_.size(); ++i) {
      any_hidden |= hidden_[i];
      if (hidden_[i]) continue;
      rest.below = Minus(rest.below, figures_[i].below);
      rest.above = Minus(rest.above, figures_[i].below);
    }
    return any_hidden && IsSmallFigure(rest, limit_);
  }

  // The group with the fewest rows, after all groups the whole. Groups of nobody hide nothing.
  std::optional<size_t> SmallestShown() const {
    std::optional<size_t> smallest;
    for (size_t i = 1; i < figures_.size(); ++i) {
      if (hidden_[i] || figures_[i].below.empty()) continue;
      if (!smallest || figures_[i].below.size() < figures_[*smallest].below.size()) smallest = i;
    }
    if (!smallest && !figures_.empty() && !hidden_[0]) smallest = 0;
    return smallest;
  }

  const std::vector<TellableFigure>& figures_;
  const EarlierReleases& earlier_;
  const size_t limit_;
  std::vector<bool> hidden_;
  Elements elements_;
};

}  // namespace

bool IsSmallFigure(const TellableFigure& figure, size_t limit) {
  const size_t below = figure.below.size();
  if (IsSmall(below, limit)) return true;
  const size_t above = figure.above.size();
  return figure.is_share && (IsSmall(above, limit) || IsSmall(below - above, limit));
}

std::vector<bool> Suppress(const std::vector<TellableFigure>& figures,
                           const EarlierReleases& earlier, size_t limit) {
  return Suppression(figures, earlier, limit).Run();
}

}  // namespace framdrift::indicators
