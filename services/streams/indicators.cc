#include "domain/indicators/indicator.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::indicators::IndicatorDecider);
