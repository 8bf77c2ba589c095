#include "clients/cli/report/pictures.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/report/picture_style.h"
#include "clients/cli/table.h"

namespace framdrift::cli::report {
namespace {

constexpr double kGap = 20;
constexpr double kWarningStep = 20;
constexpr size_t kWarningColumns = 96;

std::optional<Svg> DrawingOf(const ShownBlock& block, const PictureFrame& frame) {
  return std::visit(
      [&frame](const auto& one) -> std::optional<Svg> {
        using Kind = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<Kind, ShownBars> || std::is_same_v<Kind, ShownLines> ||
                      std::is_same_v<Kind, ShownBoard>) {
          return PictureOf(one, frame);
        } else {
          return std::nullopt;
        }
      },
      block);
}

}  // namespace

absl::StatusOr<std::string> SvgOf(const ShownReport& report, size_t number) {
  std::vector<Svg> drawings;
  size_t count = 0;
  for (const ShownSection& section : report.sections) {
    for (const ShownBlock& block : section.blocks) {
      const std::string id = absl::StrCat("picture-", count + 1);
      std::optional<Svg> drawing = DrawingOf(block, {id, report.language, true});
      if (!drawing) continue;
      ++count;
      if (number == 0 || number == count) drawings.push_back(*std::move(drawing));
    }
  }
  if (drawings.empty()) return absl::NotFoundError(absl::StrCat(count));
  // What has to be known before any figure stands above them all.
  std::vector<std::string> above;
  for (const std::string& warning : report.warnings) {
    for (std::string& line : Wrapped(warning, kWarningColumns)) above.push_back(std::move(line));
  }
  double height = 8 + kWarningStep * static_cast<double>(above.size());
  double width = kPictureWidth;
  for (const Svg& drawing : drawings) {
    height += drawing.height() + kGap;
    width = std::max(width, drawing.width());
  }
  const std::string title =
      absl::StrCat(report.title, report.subject.empty() ? "" : ": ", report.subject);
  const std::string description = absl::StrJoin(report.warnings, "\n");
  Svg svg({.width = width,
           .height = height,
           .language = report.language,
           .title = title,
           .description = description,
           .style = kPictureStyle,
           .id = "report",
           .parts = true});
  double y = 8;
  for (const std::string& line : above) {
    svg.Text(8, y += kWarningStep, "start", "warning", line);
  }
  for (Svg& drawing : drawings) {
    const double below = y + drawing.height() + kGap;
    svg.Place({0, y + kGap / 2}, std::move(drawing));
    y = below;
  }
  return std::move(svg).Done();
}

}  // namespace framdrift::cli::report
