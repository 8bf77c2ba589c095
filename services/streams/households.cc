#include "domain/household/household.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::household::HouseholdDecider);
