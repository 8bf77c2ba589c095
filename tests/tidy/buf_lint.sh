#!/usr/bin/env bash
# Lints the contracts with the pinned buf. Skips, and says so, where npm or its registry is not there.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ ! -x node_modules/.bin/buf ]; then
  command -v npm >/dev/null || { echo "skipped: npm is not installed"; exit 77; }
  npm ci --no-audit --no-fund --loglevel=error || { echo "skipped: npm could not install buf"; exit 77; }
fi
node_modules/.bin/buf lint
