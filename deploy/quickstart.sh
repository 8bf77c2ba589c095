#!/usr/bin/env bash
# Installs what is missing, builds, starts the server on this machine only, loads invented data and
# says what to try: municipalities in which nobody exists, or with --cases a file of sixty cases
# through the importer. Ctrl-C stops it; a second start finds its data.
# deploy/quickstart.sh [--cases] [--data-dir DIR] [--port PORT]
set -euo pipefail
cd "$(dirname "$0")/.."

content=demo
data_dir=data/quickstart
port=7460
usage() { echo "usage: deploy/quickstart.sh [--cases] [--data-dir DIR] [--port PORT]" >&2; exit 2; }
while [ $# -gt 0 ]; do
  case "$1" in
    --cases) content=cases; shift; continue ;;
    --data-dir | --port) [ $# -ge 2 ] || usage ;;
    *) usage ;;
  esac
  case "$1" in
    --data-dir) data_dir=$2 ;;
    --port) port=$2 ;;
  esac
  shift 2
done
case "$port" in '' | 0 | *[!0-9]*) usage ;; esac

deploy/install-deps.sh
cmake --preset release >/dev/null
cmake --build --preset release

bin=build/release/bin
export FRAMDRIFT_SERVER=127.0.0.1:$port
mkdir -p "$data_dir"
"$bin/framdriftd" --data-dir "$data_dir" --listen "127.0.0.1:$port" 2>"$data_dir/server.log" &
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
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
  sleep 0.1
done

# The demo ends on the day of the first start: a start on a later day has to name the same one.
load_demo() {
  local table=$data_dir/demo.txt day=$data_dir/demo-day
  [ -s "$day" ] || TZ=Europe/Stockholm date +%F >"$day"
  if [ ! -s "$table" ]; then
    "$bin/framdrift" -o table demo --tenants 18 --persons 80 --years 2 --programme --evaluation \
      --today "$(cat "$day")" >"$table.new"
    mv "$table.new" "$table"
  fi
  cat "$table"
}

echo
if [ "$content" = demo ]; then
  export FRAMDRIFT_TENANT=trelleborg
  load_demo
  caseworker=$(awk '$1 == "trelleborg" { print $6, $7 }' "$data_dir/demo.txt")
  caseworker_id=$(awk '$1 == "trelleborg" { print $NF }' "$data_dir/demo.txt")
  echo
  echo "What $caseworker in Trelleborg has to do:"
  "$bin/framdrift" -o table --limit 10 --as "$caseworker_id" worklist
  case_id=$("$bin/framdrift" -o ids --limit 1 case list --filter "phase = ACTIVE AND caseworker_id = \"$caseworker_id\"" 2>/dev/null)
  programme_id=$("$bin/framdrift" --tenant spridning -o ids programme list 2>/dev/null)
  evaluation_id=$("$bin/framdrift" -o ids evaluation list 2>/dev/null)
  place_id=$("$bin/framdrift" --tenant ljusdal -o ids place list 2>/dev/null)
else
  export FRAMDRIFT_TENANT=demo
  echo "Invented data: nobody in it exists."
  "$bin/framdrift" -o table import csv deploy/demo/cases.csv --mapping deploy/demo/mapping.yaml
  case_id=$("$bin/framdrift" -o ids --limit 1 case list --filter 'phase = ACTIVE')
fi

cat <<EOT

Framdrift is running. In another terminal, in this folder:

  export PATH="\$PWD/$bin:\$PATH" FRAMDRIFT_SERVER=127.0.0.1:$port FRAMDRIFT_TENANT=$FRAMDRIFT_TENANT

EOT
if [ "$content" = demo ]; then
  cat <<EOT
  framdrift --as $caseworker_id worklist
                                                        what $caseworker has to do
  framdrift case list --filter 'caseworker_id = "$caseworker_id"'
                                                        the cases this is about, and the others
  framdrift caseload show                               who has how many
  framdrift case count --group-by phase
  framdrift case show $case_id
  framdrift case history $case_id
  framdrift note add $case_id --text "Ringde, mår bra."
  framdrift --tenant lindarod case list --limit 5       another municipality
  framdrift --tenant spridning programme board $programme_id
                                                        how far each member of the programme has come
  framdrift account-report show $evaluation_id
                                                        what a job track is worth, and to whom
  framdrift --tenant ljusdal place-report show $place_id
                                                        the service of a village, and what it costs
  framdrift log digest --content                        what it holds, in one hash
EOT
else
  cat <<EOT
  framdrift case list                                   every case
  framdrift case list --filter 'phase = ACTIVE'         those in activity
  framdrift case count --filter 'phase = EXITED'
  framdrift caseload show                               who has how many
  framdrift case show $case_id
  framdrift case history $case_id
  framdrift note add $case_id --text "Ringde, mår bra."
  framdrift work-plan adopt $case_id --track work --hours-per-week-required 200
                                                        refused, with every reason at once
EOT
fi
cat <<EOT
  framdrift log verify                                  nothing was changed since
  framdrift projection list

The server writes to $data_dir/server.log. Ctrl-C stops it.
EOT
wait "$server"
