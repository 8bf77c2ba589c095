// The template that comes with the system: its building blocks, report form and milestones.
#pragma once

#include "framdrift/programme/v1/programme_events.pb.h"

namespace framdrift::programme {

// Version 1; lives for ever.
const v1::Template& BuiltInTemplate();

}  // namespace framdrift::programme
