#!/usr/bin/env bash
# Stops the server that up.sh started on this port. NEO4J_PURGE=1 also removes its data,
# NEO4J_KILL=1 kills it as a crash would.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
if pid=$(server_pid); then
  if [ "${NEO4J_KILL:-}" = 1 ]; then kill -9 "$pid"; else kill "$pid"; fi
  for _ in $(seq 300); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  if kill -0 "$pid" 2>/dev/null; then say "neo4j: pid $pid ignores TERM, killing it"; kill -9 "$pid"; fi
  say "neo4j: stopped pid $pid"
else
  say "neo4j: not running"
fi
rm -f "$pidfile"
if [ "${NEO4J_PURGE:-}" = 1 ]; then rm -rf "$run"; fi
