// When the read models hold what an import recorded.
#pragma once

#include <functional>
#include <string>

#include "services/runtime.h"

namespace framdrift::services {

// Calls `done` once, on any thread, when every read model of the tenant holds what the log held
// now, at once if they do; else after some seconds, and at once for those that are stopped: what
// was recorded is safe either way.
void WhenFollowed(Runtime& runtime, const std::string& tenant, std::function<void()> done);

}  // namespace framdrift::services
