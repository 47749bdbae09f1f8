#!/usr/bin/env bash
# Runs a command beside an empty Neo4j that the tests may wipe, on a port of
# its own, and stops it afterwards, also where the command fails:
#   .ci/engines/neo4j/with.sh go test ./graph/neo4j
# The command finds the server in SAMBAND_TEST_NEO4J and its password in
# SAMBAND_TEST_NEO4J_PASSWORD.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# A port that nothing answers on.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return 0; }
  done
  return 1
}

export NEO4J_BOLT_PORT=${NEO4J_BOLT_PORT:-$(free_port)}
export NEO4J_PASSWORD=${NEO4J_PASSWORD:-loopback-only}
home=$(mktemp -d)
export NEO4J_RUN_DIR=$home/neo4j
trap 'NEO4J_PURGE=1 "$here/down.sh"; rm -rf "$home"' EXIT
trap 'exit 130' INT TERM

SAMBAND_TEST_NEO4J=$("$here/up.sh")
export SAMBAND_TEST_NEO4J SAMBAND_TEST_NEO4J_PASSWORD=$NEO4J_PASSWORD
# Tests that start servers of their own choose port and home themselves.
(unset NEO4J_BOLT_PORT NEO4J_RUN_DIR; "$@")
