#include "domain/policy/adoption.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::policy::PolicyDecider);
