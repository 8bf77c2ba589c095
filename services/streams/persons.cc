#include "domain/person/person.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::person::PersonDecider);
