#include "domain/place/place.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::place::PlaceDecider);
