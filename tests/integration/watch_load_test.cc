// The full size of what watch_test does small: ten thousand commits.
#include <gtest/gtest.h>

#include "tests/integration/watch_load.h"

namespace framdrift {
namespace {

TEST(WatchLoadTest, TellsFiftyReadersEveryChangeOfTenThousandOnceAndInOrder) {
  testing::WatchUnderLoad(10000);
}

}  // namespace
}  // namespace framdrift
