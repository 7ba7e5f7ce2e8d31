#!/bin/sh
# A throw-away native PostgreSQL cluster for tests: nothing in it survives a power cut (fsync is off).
#
#   scripts/native-database.sh start [folder] [port]   prints the URL to give as TEST_DATABASE_URL
#   scripts/native-database.sh stop  [folder]          stops the cluster and removes the folder
#
# PostgreSQL refuses to run as root, so for root it runs as the user "postgres".
set -eu

command=${1:-}
folder=${2:-${TMPDIR:-/tmp}/ultimo-miglio-postgres}
port=${3:-54329}

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$programs" ]; then
  programs=$(dirname "$(command -v pg_ctl 2>/dev/null || echo /missing/pg_ctl)")
fi
if [ ! -x "$programs/pg_ctl" ]; then
  echo "PostgreSQL is not installed: expected pg_ctl under /usr/lib/postgresql or on the PATH" >&2
  exit 1
fi

as_owner() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups "$@"
  else
    "$@"
  fi
}

runs() {
  as_owner "$programs/pg_ctl" -D "$folder/data" status >/dev/null 2>&1
}

case $command in
  start)
    if runs; then
      echo "$folder already holds a running cluster: stop it first" >&2
      exit 1
    fi
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    if [ ! -e "$folder/data/PG_VERSION" ]; then
      as_owner "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
    fi
    as_owner "$programs/pg_ctl" -w -D "$folder/data" -l "$folder/server.log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$folder' -c fsync=off" \
      start >/dev/null || { cat "$folder/server.log" >&2; exit 1; }
    echo "postgres://postgres@127.0.0.1:$port/postgres"
    ;;
  stop)
    if runs; then
      as_owner "$programs/pg_ctl" -w -D "$folder/data" -m fast stop >/dev/null
    fi
    if [ -e "$folder/data/PG_VERSION" ]; then rm -rf "$folder"; fi
    ;;
  *)
    sed -n '2,7p' "$0" >&2
    exit 2
    ;;
esac
