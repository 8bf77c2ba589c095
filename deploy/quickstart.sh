#!/usr/bin/env bash
# Installs what is missing, builds, starts the server on this machine only, loads sixty invented
# cases and says what to try. Ctrl-C stops it; a second start finds its data.
# deploy/quickstart.sh [--data-dir DIR] [--port PORT]
set -euo pipefail
cd "$(dirname "$0")/.."

data_dir=data/quickstart
port=7460
usage() { echo "usage: deploy/quickstart.sh [--data-dir DIR] [--port PORT]" >&2; exit 2; }
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --data-dir) data_dir=$2 ;;
    --port) port=$2 ;;
    *) usage ;;
  esac
  shift 2
done
case "$port" in '' | 0 | *[!0-9]*) usage ;; esac

deploy/install-deps.sh
cmake --preset release >/dev/null
cmake --build --preset release

bin=build/release/bin
export FRAMDRIFT_SERVER=localhost:$port FRAMDRIFT_TENANT=demo
mkdir -p "$data_dir"
"$bin/framdriftd" --data-dir "$data_dir" --listen "localhost:$port" 2>"$data_dir/server.log" &
server=$!
stop() {
  trap - EXIT INT TERM
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
  echo "stopped; the data stays in $data_dir"
}
trap stop EXIT
trap 'exit 0' INT TERM

for _ in $(seq 100); do
  kill -0 "$server" 2>/dev/null || { cat "$data_dir/server.log" >&2; trap - EXIT; exit 1; }
  if (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; then break; fi
  sleep 0.1
done

echo
echo "Invented data: nobody in it exists."
"$bin/framdrift" -o table import csv deploy/demo/cases.csv --mapping deploy/demo/mapping.yaml
case_id=$("$bin/framdrift" -o ids --limit 1 case list --filter 'phase = ACTIVE')

cat <<EOT

Framdrift is running. In another terminal, in this folder:

  export PATH="\$PWD/$bin:\$PATH" FRAMDRIFT_SERVER=localhost:$port FRAMDRIFT_TENANT=demo

  framdrift case list                                   every case
  framdrift case list --filter 'phase = ACTIVE'         those in activity
  framdrift case count --filter 'phase = EXITED'
  framdrift caseload show                               who has how many
  framdrift case show $case_id
  framdrift case history $case_id
  framdrift note add $case_id --text "Ringde, mår bra."
  framdrift work-plan adopt $case_id --track work --hours-per-week-required 200
                                                        refused, with every reason at once
  framdrift log verify                                  nothing was changed since
  framdrift projection list

The server writes to $data_dir/server.log. Ctrl-C stops it.
EOT
wait "$server"
