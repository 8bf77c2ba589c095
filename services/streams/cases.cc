#include "domain/cases/case_decider.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::cases::CaseDecider);
