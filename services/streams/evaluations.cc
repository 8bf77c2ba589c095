#include "domain/evaluation/evaluation.h"
#include "domain/evaluation/network.h"
#include "domain/evaluation/price_table.h"
#include "services/streams/stream_kind.h"

FRAMDRIFT_STREAM_KIND(framdrift::evaluation::EvaluationDecider);
FRAMDRIFT_STREAM_KIND(framdrift::evaluation::NetworkDecider);
FRAMDRIFT_STREAM_KIND(framdrift::evaluation::PriceTableDecider);
