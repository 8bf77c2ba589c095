// What holds for every command of the program: where the server is, who asks, how answers look.
#pragma once

#include <cstdint>
#include <string>

namespace framdrift::cli {

// Exit codes, as the manual lists them.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitNotFound = 3;
inline constexpr int kExitConflict = 4;
inline constexpr int kExitDenied = 5;
inline constexpr int kExitUnavailable = 6;

// kWide is a table with every column, however wide the terminal is; kXlsx, kSvg, kMarkdown and
// kHtml are files.
enum class Format { kTable, kWide, kJson, kCsv, kXlsx, kSvg, kMarkdown, kHtml, kIds };

// Whether people are to read it.
constexpr bool IsForPeople(Format format) {
  return format == Format::kTable || format == Format::kWide;
}

struct Options {
  // `unix:PATH` or `HOST:PORT`.
  std::string server = "127.0.0.1:7460";
  std::string tenant = "dev";
  // The development sign-in header; empty means the server's default actor.
  std::string actor;
  Format format = Format::kTable;
  // Rows of a list to show; 0 follows every page.
  uint32_t limit = 0;
  // Which of a report's pictures kSvg is, from 1; 0 is all of them.
  uint32_t picture = 0;
  // How long one call may take.
  int timeout_seconds = 30;
};

}  // namespace framdrift::cli
