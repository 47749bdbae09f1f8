# Sourced by up.sh and down.sh. Every value can be set from outside.
NEO4J_VERSION=${NEO4J_VERSION:-5.26.30}          # 5.26.x: Java 17 or 21; 2025.x and later: Java 21 or newer
NEO4J_BOLT_PORT=${NEO4J_BOLT_PORT:-7687}
NEO4J_PASSWORD=${NEO4J_PASSWORD:-loopback-only}  # at least 8 characters
NEO4J_HEAP=${NEO4J_HEAP:-512m}
NEO4J_PAGECACHE=${NEO4J_PAGECACHE:-256m}
# The first compiler only: half the processor time of a boot; set it empty to measure throughput.
NEO4J_JVM=${NEO4J_JVM--XX:+UseSerialGC -XX:TieredStopAtLevel=1}
NEO4J_WAIT=${NEO4J_WAIT:-180}                    # seconds to wait until ready
NEO4J_TRANSACTIONS=${NEO4J_TRANSACTIONS:-}       # memory for all transactions, empty for Neo4j's default
NEO4J_READ_ONLY=${NEO4J_READ_ONLY:-false}        # true: the database may only be read
cache=${XDG_CACHE_HOME:-$HOME/.cache}/neo4j-community
lib=$cache/$NEO4J_VERSION/lib
run=${NEO4J_RUN_DIR:-$cache/$NEO4J_VERSION/run-$NEO4J_BOLT_PORT}
pidfile=$run/neo4j.pid

say() { printf '%s\n' "$*" >&2; }
die() { say "neo4j: $*"; exit 1; }

# The pid of our own server, or nothing: the pid file counts only if that process runs on our home.
server_pid() {
  local pid
  pid=$(cat "$pidfile" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "--home-dir=$run" && echo "$pid"
}

# The first Java that is new enough: JAVA_HOME, PATH, then the installed JDKs.
pick_java() {
  local min=$1 j v
  for j in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java)" /usr/lib/jvm/*/bin/java; do
    [ -x "$j" ] || continue
    v=$("$j" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p;' | head -n1)
    [ "${v:-0}" -ge "$min" ] && { echo "$j"; return 0; }
  done
  return 1
}
