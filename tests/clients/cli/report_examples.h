// Reports for tests, and what people may write in them.
#pragma once

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "clients/cli/report/view.h"
#include "clients/cli/texts.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::cli::report {

inline constexpr char kHostile[] =
    "<script>alert('x')</script> | a\nb \x1b[31m & \u202etxet\u202c *bold* [l](javascript:x) "
    "\"q\" `c` $x$";

inline ::framdrift::report::v1::Report ReportFrom(const std::string& text) {
  ::framdrift::report::v1::Report report;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &report)) << text;
  return report;
}

// A report with one section that holds the blocks in `text`.
inline ShownReport ShownFrom(const std::string& text, bool invented = false) {
  return Show(ReportFrom("title: 'Status' sections { heading: 'Figures' " + text + " }"),
              absl::UTCTimeZone(),
              invented);
}

// What it gave, and to whom: numbers with signs and fractions, one missing, a sum.
inline constexpr char kAccount[] =
    "blocks { table { caption: 'Net present value' "
    "columns { heading: 'actor' cell_kind: CELL_KIND_NAME } "
    "columns { heading: 'value' cell_kind: CELL_KIND_NUMBER unit: 'SEK' } "
    "columns { heading: 'share' cell_kind: CELL_KIND_SHARE decimals: 1 } "
    "columns { heading: 'day' cell_kind: CELL_KIND_DATE } "
    "rows { cells: 'Municipality' cells: '17590.4' cells: '0.3977' cells: '2026-11-22' } "
    "rows { cells: 'Employment' cells: '-220' cells: '' cells: '' } "
    "rows { cells: 'Region' } "
    "rows { cells: 'Society' cells: '123456789012345678901234.5' cells: '1' strong: true } } }";

inline constexpr char kTornado[] =
    "blocks { bars { caption: 'What it hangs on' unit: 'SEK' "
    "bars { label: 'success' from: -300 to: 450 } bars { label: 'retention' from: 120 to: 90 } "
    "bars { label: 'cost' to: -80.5 } bars { label: 'nought' } bars { label: 'none' to: nan } } }";

inline constexpr char kCourse[] =
    "blocks { lines { caption: 'Over time' unit: 'SEK' labels: '2026-01' labels: '2026-02' "
    "labels: '2026-03' labels: '2026-04' "
    "lines { label: 'Municipality' values: -10 values: 5 values: 1250 values: 30 "
    "measured_count: 2 } lines { label: 'Region' values: 1 values: nan values: 3 "
    "measured_count: 4 } } }";

// The codes are of an enum of four.
inline constexpr char kBoard[] =
    "blocks { board { caption: 'Board' column_headings: 'Principles' column_headings: 'Plans' "
    "rows { label: 'Ljusdal' codes: 'STEP_STATUS_PLANNED' codes: 'STEP_STATUS_COMPLETED' "
    "share: 0.333333 } rows { label: 'Trelleborg' codes: 'STEP_STATUS_CANCELLED' share: 1 } } }";

// Speaks English again when the test is over.
class ReportTest : public ::testing::Test {
 protected:
  ~ReportTest() override { Speak(Language::kEnglish); }
};

}  // namespace framdrift::cli::report
