#include "domain/programme/programme.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::programme::ProgrammeDecider);
