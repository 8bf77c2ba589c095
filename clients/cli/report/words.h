// Words and numbers of a report as people read them, in the language spoken.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::cli::report {

// `text` as it may stand beside other text, on one line: line breaks are spaces, what a terminal
// would obey is �, marks that turn the direction of what follows are left out, and what is read
// from right to left is held apart from what stands around it.
std::string Clean(absl::string_view text);

// The same line by line; at least one.
std::vector<std::string> CleanLines(absl::string_view text);

// A sentence of the program's: translated where the catalogue has its pattern, with its numbers as
// below, else as it stands.
std::string Sentence(const std::string& english);

// What stands above a column, or the unit of one: as a sentence, or by its name as a column.
std::string Heading(const std::string& english);

// What a bar, a line or a column of a board is of: a name as it stands, a code as its word, else as
// a sentence. Where the report does not say what it is, it is a code where there is one.
std::string LabelText(const std::string& label, ::framdrift::report::v1::CellKind kind);

// The word for a value of an enum by its full name; of one that this program does not know, what
// its name says.
std::string CodeWord(const std::string& code);

// `decimal`, such as `-17590.5`, with `decimals` digits after the point, rounded half away from
// nought, its thousands grouped: `−17 590,5` in Swedish, `−17,590.5` in English. What is no such
// number as it stands.
std::string NumberText(absl::string_view decimal, uint32_t decimals);

// With four digits, or all of a whole number; empty of what is none.
std::string NumberText(double value);

// A share of one in percent: `39,8 %` of 0.398.
std::string ShareText(absl::string_view decimal, uint32_t decimals);

}  // namespace framdrift::cli::report
