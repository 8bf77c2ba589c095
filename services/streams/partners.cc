#include "domain/partner/partner.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::partner::PartnerDecider);
