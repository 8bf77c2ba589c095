// Text as JSON.
#include "base/json_text.h"

#include <gtest/gtest.h>

#include <string>

namespace framdrift {
namespace {

TEST(JsonTextTest, EscapesQuotationMarksBackslashesAndControls) {
  EXPECT_EQ(JsonText(""), R"("")");
  EXPECT_EQ(JsonText("Åsa \"Öst\" \\"), R"("Åsa \"Öst\" \\")");
  EXPECT_EQ(JsonText(std::string("a\n\x1f\0", 4)), R"("a\u000a\u001f\u0000")");
}

}  // namespace
}  // namespace framdrift
