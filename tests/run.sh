#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test; ends with ctest's summary.
# tests/run.sh [PRESET] [ctest options]: PRESET is dev (default), clang, asan or tsan.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=dev
case "${1:-}" in dev | clang | asan | tsan) preset=$1; shift ;; esac
extra=()
[ "$preset" = dev ] || extra=(--all)
deploy/install-deps.sh "${extra[@]}"
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
ctest --preset "$preset" "$@"
