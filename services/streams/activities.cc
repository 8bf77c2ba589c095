#include "domain/activity/activity.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::activity::ActivityDecider);
