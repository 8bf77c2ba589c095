#include "domain/partner/organisation_number.h"

#include <gtest/gtest.h>

namespace framdrift::partner {
namespace {

TEST(OrganisationNumberTest, ReadsTenDigitsWithAndWithoutAHyphen) {
  const OrganisationNumber expected{"556012-5790", false};
  EXPECT_EQ(ParseOrganisationNumber("556012-5790"), expected);
  EXPECT_EQ(ParseOrganisationNumber("5560125790"), expected);
}

TEST(OrganisationNumberTest, KnowsASoleTradersNumberAsPersonal) {
  EXPECT_EQ(ParseOrganisationNumber("811228-9874"), (OrganisationNumber{"811228-9874", true}));
  // A coordination number.
  EXPECT_EQ(ParseOrganisationNumber("701063-2391"), (OrganisationNumber{"701063-2391", true}));
}

TEST(OrganisationNumberTest, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "556012-5791",
                           "55601-25790",
                           "556012--790",
                           "55601257901",
                           "556012579",
                           "5560125790-",
                           "SE5560125790",
                           "801332-9878",
                           "811250-9875"}) {
    EXPECT_EQ(ParseOrganisationNumber(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace framdrift::partner
