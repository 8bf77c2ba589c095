// Which figures may be told to those who may not open cases, so that none that is hidden follows
// from those that are shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace framdrift::indicators {

// What a figure tells of: rows by number, sorted, each once.
struct TellableFigure {
  // Those it is made of.
  std::vector<uint32_t> below;
  // Of shares: those of them in the numerator. How many of either there are, and so how many are
  // not in it, follows from the figure.
  std::vector<uint32_t> above;
  bool is_share = false;
};

// Whom each row is about: a person's number, by the row's.
using RowPersons = std::vector<uint32_t>;

// 1 to limit − 1; none are shown.
inline bool IsSmall(size_t count, size_t limit) { return count > 0 && count < limit; }
// How many persons the rows that stand in one of the two alone are about, at most `enough`.
size_t PersonsApart(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b,
                    const RowPersons& persons, size_t enough);
// Whether the rows, of a share also those in its numerator or outside it, are about few persons.
bool IsSmallFigure(const TellableFigure& figure, const RowPersons& persons, size_t limit);

// What everybody knows of earlier releases, and what nobody is to know.
struct EarlierReleases {
  std::vector<TellableFigure> shown;
  std::vector<TellableFigure> hidden;
};

// Whether each of `figures` is to be hidden; the first is the whole, the others its groups. Hidden
// are small figures; those of which all rows, those in the numerator or those outside it differ
// from any of these of one that was shown earlier by rows of few persons; and as many more, the
// smallest groups first, as it takes for
// - the rows of no hidden figure of these or earlier ones, nor those in its numerator or outside
//   it, to be a linear combination of all that is shown, unless of what was shown earlier alone:
//   what is told already, nothing that is hidden now untells, and
// - the rows that are in the whole and in no group that is shown to be no small figure.
std::vector<bool> Suppress(const std::vector<TellableFigure>& figures,
                           const EarlierReleases& earlier, const RowPersons& persons, size_t limit);

}  // namespace framdrift::indicators
