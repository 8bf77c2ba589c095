#include "domain/indicators/suppression.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

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

// The rows whose number follows from the figure: all, and of a share those in its numerator and
// those outside it.
std::vector<Rows> SetsOf(const TellableFigure& figure) {
  std::vector<Rows> sets = {figure.below};
  if (figure.is_share) {
    sets.push_back(figure.above);
    sets.push_back(Minus(figure.below, figure.above));
  }
  return sets;
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
              const RowPersons& persons, size_t limit)
      : figures_(figures), persons_(persons), limit_(limit), hidden_(figures.size()) {
    for (const TellableFigure& figure : figures) elements_.Add(figure);
    for (const TellableFigure& figure : earlier.shown) elements_.Add(figure);
    for (const TellableFigure& figure : earlier.hidden) elements_.Add(figure);
    elements_.Number();
    for (const TellableFigure& figure : earlier.shown) {
      Show(figure, told_);
      for (Rows& rows : SetsOf(figure)) told_sets_.insert(std::move(rows));
    }
    for (const TellableFigure& figure : figures) secrets_.push_back(SecretsOf(figure));
    for (const TellableFigure& figure : earlier.hidden) {
      for (Vector& secret : SecretsOf(figure)) earlier_secrets_.push_back(std::move(secret));
    }
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
  void Show(const TellableFigure& figure, LinearSpan& shown) const {
    shown.Add(elements_.VectorOf(figure.below));
    if (figure.is_share) shown.Add(elements_.VectorOf(figure.above));
  }

  // What nobody is to learn where the figure is hidden: nothing that is told already, or is none.
  std::vector<Vector> SecretsOf(const TellableFigure& figure) const {
    std::vector<Vector> secrets;
    const std::vector<Rows> sets = SetsOf(figure);
    for (const Rows& rows : sets) {
      if (rows.empty()) continue;
      Vector secret = elements_.VectorOf(rows);
      if (!told_.Holds(secret)) secrets.push_back(std::move(secret));
    }
    return secrets;
  }

  bool IsToBeHidden(const TellableFigure& figure) const {
    if (IsSmallFigure(figure, persons_, limit_)) return true;
    const std::vector<Rows> sets = SetsOf(figure);
    return std::any_of(sets.begin(), sets.end(), [&](const Rows& rows) {
      return std::any_of(told_sets_.begin(), told_sets_.end(), [&](const Rows& told) {
        return IsSmall(PersonsApart(rows, told, persons_, limit_), limit_);
      });
    });
  }

  bool Leaks() const {
    LinearSpan shown = told_;
    for (size_t i = 0; i < figures_.size(); ++i) {
      if (!hidden_[i]) Show(figures_[i], shown);
    }
    const auto is_told = [&](const Vector& secret) { return shown.Holds(secret); };
    for (size_t i = 0; i < figures_.size(); ++i) {
      if (hidden_[i] && std::any_of(secrets_[i].begin(), secrets_[i].end(), is_told)) return true;
    }
    if (std::any_of(earlier_secrets_.begin(), earlier_secrets_.end(), is_told)) return true;
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
    return any_hidden && IsSmallFigure(rest, persons_, limit_);
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
  const RowPersons& persons_;
  const size_t limit_;
  std::vector<bool> hidden_;
  Elements elements_;
  // Of what was shown earlier: all that follows from it, and the sets themselves.
  LinearSpan told_;
  std::set<Rows> told_sets_;
  // Of each figure, and of those that were hidden earlier.
  std::vector<std::vector<Vector>> secrets_;
  std::vector<Vector> earlier_secrets_;
};

}  // namespace

size_t PersonsApart(const Rows& a, const Rows& b, const RowPersons& persons, size_t enough) {
  std::vector<uint32_t> apart;
  // The rows that are left from here on, where the other has none like the first of them.
  const auto take = [&](Rows::const_iterator& row) {
    const uint32_t person = persons[*row++];
    if (std::find(apart.begin(), apart.end(), person) == apart.end()) apart.push_back(person);
  };
  auto left = a.begin();
  auto right = b.begin();
  while (apart.size() < enough && (left != a.end() || right != b.end())) {
    if (right == b.end() || (left != a.end() && *left < *right)) {
      take(left);
    } else if (left == a.end() || *right < *left) {
      take(right);
    } else {
      ++left;
      ++right;
    }
  }
  return apart.size();
}

bool IsSmallFigure(const TellableFigure& figure, const RowPersons& persons, size_t limit) {
  const std::vector<Rows> sets = SetsOf(figure);
  return std::any_of(sets.begin(), sets.end(), [&](const Rows& rows) {
    return IsSmall(PersonsApart(rows, {}, persons, limit), limit);
  });
}

std::vector<bool> Suppress(const std::vector<TellableFigure>& figures,
                           const EarlierReleases& earlier, const RowPersons& persons,
                           size_t limit) {
  return Suppression(figures, earlier, persons, limit).Run();
}

}  // namespace framdrift::indicators
