#!/usr/bin/env bash
# The question of indicator_bench as SQL on a throw-away PostgreSQL 15 with an equivalent indexed table,
# each on one core with warm memory; the answers must be the same.
# bench/postgres.sh BIN_DIR [EPISODES]   (Debian: apt-get install postgresql-15)
set -euo pipefail

bin=$1
episodes=${2:-1000000}
runs=9
pg=${PG_BIN:-/usr/lib/postgresql/15/bin}
[ -x "$pg/postgres" ] || { echo "no PostgreSQL 15 in $pg: install postgresql-15 or set PG_BIN" >&2; exit 1; }

dir=$(mktemp -d)
# PostgreSQL does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  as=(runuser -u postgres --)
  chown postgres "$dir"
fi
cleanup() {
  "${as[@]}" "$pg/pg_ctl" -D "$dir/db" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap cleanup EXIT

"$bin/indicator_bench" "$episodes" csv "$dir/episodes.csv" >"$dir/ours" 2>"$dir/ours.ms"
chmod 644 "$dir/episodes.csv"
"${as[@]}" "$pg/initdb" -D "$dir/db" -U bench --auth=trust --encoding=UTF8 --locale=C >/dev/null
"${as[@]}" "$pg/pg_ctl" -D "$dir/db" -w -l "$dir/db/log" -o "-c listen_addresses='' \
  -c unix_socket_directories='$dir' -c shared_buffers=1GB -c work_mem=256MB -c fsync=off \
  -c max_parallel_workers_per_gather=0" start >/dev/null
sql() { "$pg/psql" -h "$dir" -U bench -d postgres -X -q -v ON_ERROR_STOP=1 "$@"; }

sql <<SQL
CREATE TABLE episode (
  person uuid, number smallint, opened date, planned date, activated date, exited date,
  birth_date date, exit_letter smallint, exit_reason smallint, sex smallint, target_group smallint,
  flow smallint, unit smallint);
\copy episode FROM '$dir/episodes.csv' WITH (FORMAT csv)
CREATE INDEX ON episode (exited) INCLUDE (unit, exit_letter);
CREATE INDEX ON episode (unit, exited);
VACUUM (FREEZE, ANALYZE) episode;
SQL

# exit_letter 1 and 2 are A and B.
cat >"$dir/question.sql" <<'SQL'
SELECT date_trunc('month', exited::timestamp) AS month, unit, count(*) AS below,
       count(*) FILTER (WHERE exit_letter IN (1, 2)) AS above
FROM episode WHERE exited >= '2023-01-01' AND exited < '2026-01-01'
GROUP BY 1, 2
SQL
sql -At -F, -c "SELECT to_char(month, 'YYYY-MM'), unit, below, above
  FROM ($(cat "$dir/question.sql")) AS answer ORDER BY 1, 2" >"$dir/theirs"
diff "$dir/ours" "$dir/theirs" >/dev/null || { echo "the answers differ" >&2; exit 1; }

# The server's own time of each run, plan and execution; the middle one counts.
for ((i = 0; i <= runs; ++i)); do
  sql -At -c "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) $(cat "$dir/question.sql")"
done >"$dir/plans"
theirs=$(awk '/Planning Time/ {p = $3} /Execution Time/ {if (n++) print p + $3}' "$dir/plans" |
  sort -n | sed -n "$(((runs + 1) / 2))p")
ours=$(cat "$dir/ours.ms")
awk '/Scan/ {print "plan:" $0; exit}' "$dir/plans"
printf '%s episodes, the same %s cells: PostgreSQL 15 %s ms, here %s ms, ratio %.1f (goal 20)\n' \
  "$episodes" "$(wc -l <"$dir/ours")" "$theirs" "$ours" "$(echo "$theirs / $ours" | bc -l)"
