#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::organisation::StaffDecider);
FRAMDRIFT_STREAM_KIND(framdrift::organisation::BoardDecider);
FRAMDRIFT_STREAM_KIND(framdrift::organisation::UnitDecider);
