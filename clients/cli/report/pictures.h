// Pictures of a report as SVG: bars from nought to each side, lines over time, boards.
#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/report/view.h"
#include "clients/cli/svg.h"

namespace framdrift::cli::report {

// Where a picture stands: alone its caption is drawn, in a page the page has it.
struct PictureFrame {
  absl::string_view id = "chart";  // no other picture of the page may have it
  absl::string_view language;
  bool alone = true;
};

// What is drawn is told in words too, in <desc>, and nothing by colour alone: bars have their
// figures beside them, lines have marks of their own and what is assumed is dashed and hollow,
// codes are a symbol and a word.
Svg PictureOf(const ShownBars& bars, const PictureFrame& frame);
Svg PictureOf(const ShownLines& lines, const PictureFrame& frame);
Svg PictureOf(const ShownBoard& board, const PictureFrame& frame);

// A file with all pictures of `report`, one below another, or the one of that number, from 1 in
// the order they are read. NOT_FOUND, with how many there are, where there is no such.
absl::StatusOr<std::string> SvgOf(const ShownReport& report, size_t number = 0);

}  // namespace framdrift::cli::report
