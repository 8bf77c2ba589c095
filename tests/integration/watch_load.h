// Fifty who watch while commits are written, one of whom stalls, and a restart in the middle.
#pragma once

namespace framdrift::testing {

// Writes so many commits to cases of ten caseworkers, and expects that everyone who watches was
// told every change of their cases, once and in order.
void WatchUnderLoad(int commits);

}  // namespace framdrift::testing
