#include "clients/cli/report/html.h"

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/report/html_style.h"
#include "clients/cli/report/pictures.h"
#include "clients/cli/svg.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

// A table of as many rows is on one page.
constexpr size_t kShortTable = 25;
// With a table of more columns the page is printed across.
constexpr size_t kMostUpright = 7;
// Codes of more are told apart by numbers.
constexpr size_t kMostPies = 5;

std::string Element(absl::string_view name, absl::string_view attributes, const std::string& text) {
  return absl::StrCat(
      "<", name, attributes.empty() ? "" : " ", attributes, ">", XmlText(text), "</", name, ">");
}

// A drawing of a symbol by itself, for `use`.
std::string SymbolText(const ShownCode& code, const std::string& id) {
  Svg svg({.width = 16, .height = 16, .id = "symbol"});
  svg.Pie({8, 8}, 7, code.share, "pie");
  const std::string drawn = std::move(svg).Inline();
  const size_t begin = drawn.find("<circle");
  const std::string shapes = drawn.substr(begin, drawn.rfind("</svg>") - begin);
  return absl::StrCat("<symbol id=\"", id, "\" viewBox=\"0 0 16 16\">", shapes, "</symbol>");
}

bool IsWide(const ShownReport& report) {
  for (const ShownSection& section : report.sections) {
    for (const ShownBlock& block : section.blocks) {
      const auto* table = std::get_if<ShownTable>(&block);
      const auto* board = std::get_if<ShownBoard>(&block);
      // A board has the name of the row and its share too.
      const size_t columns = table != nullptr   ? table->columns.size()
                             : board != nullptr ? board->headings.size() + 2
                                                : 0;
      if (columns > kMostUpright) return true;
    }
  }
  return false;
}

class Page {
 public:
  std::string Write(const ShownReport& report) && {
    language_ = report.language;
    const std::string title =
        absl::StrCat(report.title, report.subject.empty() ? "" : ": ", report.subject);
    absl::StrAppend(&text_, "<!DOCTYPE html>\n<html lang=\"", XmlText(language_), "\">\n<head>\n");
    absl::StrAppend(&text_,
                    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-"
                    "width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
                    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
                    Element("title", "", title),
                    "\n<style>",
                    kHtmlStyle,
                    IsWide(report) ? kAcrossStyle : "",
                    "</style>\n</head>\n<body>\n<main>\n<header>\n");
    Line(Element("h1", "", report.title));
    if (!report.subject.empty()) Line(Element("p", "class=\"subject\"", report.subject));
    Warnings(report.warnings);
    if (!report.about.empty()) Line(Element("p", "class=\"about\"", report.about));
    Line("</header>");
    for (const ShownSection& section : report.sections) Section(section);
    Line("</main>\n</body>\n</html>");
    return std::move(text_);
  }

 private:
  void Line(const std::string& html) { absl::StrAppend(&text_, html, "\n"); }

  void Warnings(const std::vector<std::string>& warnings) {
    if (warnings.empty()) return;
    Line("<section class=\"warnings\" aria-labelledby=\"warnings\">");
    Line(Element("h2", "id=\"warnings\"", Say("To know before any figure")));
    Line("<ul>");
    for (const std::string& warning : warnings) Line(Element("li", "", warning));
    Line("</ul>\n</section>");
  }

  void Section(const ShownSection& section) {
    const std::string id = absl::StrCat("section-", ++sections_);
    Line(section.heading.empty()
             ? "<section>"
             : absl::StrCat("<section aria-labelledby=\"",
                            id,
                            "\">\n",
                            Element("h2", absl::StrCat("id=\"", id, "\""), section.heading)));
    for (const ShownBlock& block : section.blocks) {
      std::visit([this](const auto& one) { Block(one); }, block);
    }
    Line("</section>");
  }

  void Block(const ShownParagraph& paragraph) { Line(Element("p", "", paragraph.text)); }

  void Block(const ShownQuotation& quotation) {
    Line("<blockquote>");
    for (const std::string& line : quotation.lines) Line(Element("p", "dir=\"auto\"", line));
    Line("</blockquote>");
  }

  void Block(const ShownTable& table) {
    Begin(table);
    for (const ShownRow& row : table.rows) {
      Line(row.strong ? "<tr class=\"strong\">" : "<tr>");
      for (size_t i = 0; i < row.cells.size(); ++i) {
        if (i == 0) {
          Line(Element("th", "scope=\"row\"", row.cells[i].text));
        } else {
          Line(Element("td", table.columns[i].number ? "class=\"n\"" : "", row.cells[i].text));
        }
      }
      Line("</tr>");
    }
    End();
  }

  void Block(const ShownBars& bars) { Picture(bars); }
  void Block(const ShownLines& lines) { Picture(lines); }

  template <typename Pictured>
  void Picture(const Pictured& pictured) {
    const std::string id = absl::StrCat("picture-", ++pictures_);
    Line("<figure>");
    if (!pictured.caption.empty()) Line(Element("figcaption", "", pictured.caption));
    Line(absl::StrCat(PictureOf(pictured, {id, language_, false}).Inline(), "</figure>"));
  }

  void Block(const ShownBoard& board) {
    const std::string id = absl::StrCat("board-", ++boards_, "-");
    const bool pies = board.codes.size() <= kMostPies;
    std::string symbols;
    for (size_t i = 0; pies && i < board.codes.size(); ++i) {
      absl::StrAppend(&symbols, SymbolText(board.codes[i], absl::StrCat(id, i)), "\n");
    }
    if (!symbols.empty()) {
      Line(
          absl::StrCat("<svg width=\"0\" height=\"0\" aria-hidden=\"true\" "
                       "style=\"position:absolute\">\n",
                       symbols,
                       "</svg>"));
    }
    Begin(TableOf(board));
    for (const ShownBoardRow& row : board.rows) {
      Line(absl::StrCat("<tr>\n", Element("th", "scope=\"row\"", row.label)));
      for (const std::optional<size_t>& code : row.codes) Line(CodeCell(board, code, id, pies));
      Line(absl::StrCat(Element("td", "class=\"n\"", row.text), "\n</tr>"));
    }
    End();
  }

  static std::string CodeCell(const ShownBoard& board, const std::optional<size_t>& code,
                              const std::string& id, bool pies) {
    if (!code) return "<td></td>";
    const ShownCode& of = board.codes[*code];
    const std::string symbol =
        pies ? absl::StrCat(
                   "<svg class=\"symbol\" aria-hidden=\"true\" focusable=\"false\">"
                   "<use href=\"#",
                   id,
                   *code,
                   "\"/></svg>")
             : absl::StrCat("<span aria-hidden=\"true\">", XmlText(of.symbol), "</span> ");
    return absl::StrCat("<td class=\"c\">", symbol, XmlText(of.word), "</td>");
  }

  void Begin(const ShownTable& table) {
    const bool across = table.columns.size() > kMostUpright;
    // What may be wider than the screen is scrolled with keys too.
    const std::string region =
        table.caption.empty()
            ? ""
            : absl::StrCat(
                  " role=\"region\" aria-label=\"", XmlText(table.caption), "\" tabindex=\"0\"");
    Line(absl::StrCat("<div class=\"wide", across ? " across" : "", "\"", region, ">"));
    Line(table.rows.size() <= kShortTable ? "<table class=\"short\">" : "<table>");
    if (!table.caption.empty()) Line(Element("caption", "", table.caption));
    Line("<thead>\n<tr>");
    for (const ShownColumn& column : table.columns) {
      // A head that says nothing is none.
      Line(column.heading.empty()
               ? "<td></td>"
               : Element("th",
                         column.number ? "scope=\"col\" class=\"n\"" : "scope=\"col\"",
                         column.heading));
    }
    Line("</tr>\n</thead>\n<tbody>");
    if (!table.rows.empty()) return;
    Line(absl::StrCat("<tr><td colspan=\"",
                      std::max<size_t>(1, table.columns.size()),
                      "\">",
                      XmlText(Say("Nothing to show.")),
                      "</td></tr>"));
  }

  void End() { Line("</tbody>\n</table>\n</div>"); }

  std::string text_;
  std::string language_;
  size_t sections_ = 0;
  size_t pictures_ = 0;
  size_t boards_ = 0;
};

}  // namespace

std::string HtmlOf(const ShownReport& report) { return Page().Write(report); }

}  // namespace framdrift::cli::report
