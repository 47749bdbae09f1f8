#!/usr/bin/env bash
# Starts Neo4j Community on 127.0.0.1 from Maven artifacts, waits until it answers, prints its bolt URI.
# Idempotent: a server that already runs is left as it is. NEO4J_FRESH=1 starts it on an empty store.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
uri=bolt://127.0.0.1:$NEO4J_BOLT_PORT

mkdir -p "$cache/$NEO4J_VERSION" "$run"
command -v flock >/dev/null || die "flock is needed (Debian: util-linux)"
exec 9>"$run/.lock"
flock -w 600 9 || die "another up.sh holds $run/.lock"

if pid=$(server_pid); then say "neo4j: already running, pid $pid"; echo "$uri"; exit 0; fi

case $NEO4J_VERSION in
  5.*) main=org.neo4j.server.CommunityEntryPoint minjava=17 ;;
  *)   main=org.neo4j.server.Neo4jCommunity minjava=21 ;;
esac
java=$(pick_java "$minjava") || die "Neo4j $NEO4J_VERSION needs Java $minjava or newer; none in JAVA_HOME, PATH or /usr/lib/jvm"

# 1. The jars, once per version.
exec 8>"$cache/$NEO4J_VERSION/.lock"
flock -w 600 8 || die "another download holds the cache"
if [ ! -f "$lib/.complete" ]; then
  command -v mvn >/dev/null || die "mvn is needed to fetch the jars (Debian: maven)"
  say "neo4j: fetching the jars of $NEO4J_VERSION"
  rm -rf "$lib" "$lib.part"
  mvn -B -ntp -q -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
    "-Dneo4j.version=$NEO4J_VERSION" "-DoutputDirectory=$lib.part" >&2 ||
    die "Maven could not fetch org.neo4j.app:neo4j-server:$NEO4J_VERSION"
  touch "$lib.part/.complete"
  mv "$lib.part" "$lib"
fi
flock -u 8
exec 8>&-

# 2. The home folder.
[ "${NEO4J_FRESH:-}" = 1 ] && rm -rf "$run/data"
mkdir -p "$run"/{conf,data,logs,plugins,import,run,licenses}
cat >"$run/conf/neo4j.conf" <<CONF
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$NEO4J_BOLT_PORT
server.bolt.advertised_address=127.0.0.1:$NEO4J_BOLT_PORT
server.http.enabled=false
server.https.enabled=false
server.memory.heap.initial_size=$NEO4J_HEAP
server.memory.heap.max_size=$NEO4J_HEAP
server.memory.pagecache.size=$NEO4J_PAGECACHE
server.databases.default_to_read_only=$NEO4J_READ_ONLY
db.tx_log.rotation.retention_policy=1 files
dbms.usage_report.enabled=false
# Without these two a stop takes 10 seconds longer.
internal.server.bolt.connection_shutdown_wait_time=0s
internal.server.bolt.thread_pool_shutdown_wait_time=0s
CONF
if [ -n "$NEO4J_TRANSACTIONS" ]; then
  echo "dbms.memory.transaction.total.max=$NEO4J_TRANSACTIONS" >>"$run/conf/neo4j.conf"
fi
opens=(--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
  --enable-native-access=ALL-UNNAMED -Dio.netty.tryReflectionSetAccessible=true -Dlog4j2.disable.jmx=true)
if [ ! -e "$run/data/dbms/auth.ini" ] && [ ! -d "$run/data/databases/system" ]; then
  NEO4J_HOME=$run NEO4J_CONF=$run/conf "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$lib/*" \
    org.neo4j.cli.AdminTool dbms set-initial-password "$NEO4J_PASSWORD" >"$run/logs/admin.log" 2>&1 9>&- ||
    die "set-initial-password failed: $(tail -n 3 "$run/logs/admin.log")"
fi

# 3. The server.
read -ra jvm <<<"$NEO4J_JVM"
rm -f "$run/logs/neo4j.log" "$pidfile"
t0=$(date +%s)
setsid "$java" "-Xms$NEO4J_HEAP" "-Xmx$NEO4J_HEAP" -XX:+ExitOnOutOfMemoryError "${jvm[@]}" "${opens[@]}" -cp "$lib/*" \
  "$main" "--home-dir=$run" "--config-dir=$run/conf" </dev/null >"$run/logs/console.log" 2>&1 9>&- &
pid=$!
echo "$pid" >"$pidfile"

# 4. Ready: the log says so and the port answers a Bolt handshake.
ready() {
  grep -q ' Started\.' "$run/logs/neo4j.log" 2>/dev/null || return 1
  local answer
  exec 7<>"/dev/tcp/127.0.0.1/$NEO4J_BOLT_PORT" || return 1
  printf '\x60\x60\xb0\x17\x00\x04\x04\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00' >&7
  answer=$(timeout 5 head -c 4 <&7 | od -An -tx1 | tr -d ' ')
  exec 7>&-
  [ "${#answer}" = 8 ] && [ "$answer" != 00000000 ]
}
until ready 2>/dev/null; do
  if ! kill -0 "$pid" 2>/dev/null; then
    tail -n 20 "$run/logs/neo4j.log" "$run/logs/console.log" >&2 2>/dev/null || true
    die "the server ended while starting (port $NEO4J_BOLT_PORT taken? see above)"
  fi
  if [ $(($(date +%s) - t0)) -ge "$NEO4J_WAIT" ]; then
    kill "$pid" 2>/dev/null || true
    tail -n 20 "$run/logs/neo4j.log" >&2 2>/dev/null || true
    die "not ready after $NEO4J_WAIT s"
  fi
  sleep 0.2
done
say "neo4j: $NEO4J_VERSION ready after $(($(date +%s) - t0)) s, pid $pid, user neo4j, logs in $run/logs"
echo "$uri"
