# shellcheck shell=bash disable=SC2034 # FOLLOWING and STOP_ON_EXIT are read by the script itself
# The platform's own processes: started in order, watched, stopped in order. What runs is written in <data>/run, so that any later call knows.

choose_data() { # DIR
  DATA=$(realpath -m -- "$1")
}
need_data() {
  is_writable_folder "$DATA" || die "the data folder $DATA cannot be written by $(id -un); choose another with --data, or change its owner."
  mkdir -p "$DATA"/{logs,run,objects}
  (umask 077 && mkdir -p "$DATA"/{secrets,keys})
}

# The last five starts keep their logs: silo.log, silo.1.log, …
rotate_log() {
  local n
  mkdir -p "$DATA/logs"
  for n in 4 3 2 1; do
    if [[ -f $DATA/logs/$1.$n.log ]]; then mv -f "$DATA/logs/$1.$n.log" "$DATA/logs/$1.$((n + 1)).log"; fi
  done
  if [[ -s $DATA/logs/$1.log ]]; then mv -f "$DATA/logs/$1.log" "$DATA/logs/$1.1.log"; fi
  : >"$DATA/logs/$1.log"
}

# What runs, in the words of the last start: PORT, ENGINE, SILOS.
remember_run() { printf '%s %s %s\n' "$PORT" "$ENGINE" "$SILOS" >"$DATA/run/platform"; }
recall_run() { [[ -s $DATA/run/platform ]] && read -r PORT ENGINE SILOS <"$DATA/run/platform"; }

# The demo's customers: a program that answers as AWS, CrowdStrike, Cloudflare and Okta would. It is outside of the platform.
WORLD=demo-world
WORLD_URL=
# Its story is told from the end of the day that was sent, if one was.
start_world() {
  local port end='' options=()
  port=$(remembered_port "$WORLD")
  WORLD_URL=http://127.0.0.1:$port
  if [[ -s $DATA/secrets/demo.json ]]; then end=$(sed -n 's/^ *"end": "\(.*\)",*$/\1/p' "$DATA/secrets/demo.json"); fi
  if [[ -n $end ]]; then options=(--anchor "${end//'\u002B'/+}"); fi
  rotate_log "$WORLD"
  detached "$DATA/logs/$WORLD.log" env -C "$DATA" -u RAPOSA_POSTGRES Logging__Console__FormatterName=simple Logging__Console__FormatterOptions__SingleLine=true \
    dotnet "$(dll "$ENGINE" DemoWorldServer release)" --port "$port" --data "$DATA/secrets" --token-file "$DATA/secrets/workload-token" "${options[@]}"
  record_process "$WORLD" "$DETACHED" || true
}
wait_for_world() { wait_until_ready "$WORLD" "${WORLD_URL##*:}" "the demo's world"; }

# The process that answers on the port: of the local engine the one silo, of Orleans client-api.
front() { if [[ $ENGINE == orleans ]]; then printf client-api; else printf silo-1; fi; }
platform_names() {
  local file name
  for file in "$DATA"/run/client-api.pid "$DATA"/run/silo-*.pid "$DATA/run/$WORLD.pid"; do
    name=${file##*/}
    if [[ -f $file ]]; then printf '%s\n' "${name%.pid}"; fi
  done
}
platform_is_up() {
  recall_run && is_running "$(front)" || return 1
  recall_postgres
  # The platform may not have noticed yet that its database is gone.
  postgres_is_running && [[ $(http_status "$PORT" /health/ready) == 200 ]]
}

# --- start -----------------------------------------------------------------------------------------------------------

# The passwords of the application's roles, for the migration that makes the roles.
role_passwords() {
  printf '%s\n' "RAPOSA_WRITER_PASSWORD=$(secret writer)" "RAPOSA_READER_PASSWORD=$(secret reader)" "RAPOSA_MCP_PASSWORD=$(secret mcp)"
}
set_platform_environment() {
  mapfile -t PLATFORM_ENVIRONMENT < <(
    role_passwords
    world_settings
    printf '%s\n' \
      "Raposa__Postgres=$(npgsql_string raposa_writer "$(secret writer)")" \
      "Raposa__PostgresReader=$(npgsql_string raposa_reader "$(secret reader)")" \
      "Raposa__PostgresMcp=$(npgsql_string raposa_mcp "$(secret mcp)")" \
      "Raposa__Data=$DATA" "Raposa__SetupToken=$(secret setup-token)" "Raposa__Orleans__ClusterId=$(cluster_id)" \
      "ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Production}" \
      Logging__LogLevel__Microsoft.AspNetCore=Warning Logging__Console__FormatterName=simple Logging__Console__FormatterOptions__SingleLine=true \
      Logging__Console__FormatterOptions__ColorBehavior=Disabled 'Logging__Console__FormatterOptions__TimestampFormat=HH:mm:ss '
  )
}
# With the demo, AWS is where its world is, and the platform's own identity is a token that the world issues.
world_settings() {
  [[ -n $WORLD_URL ]] || return 0
  printf '%s\n' "AWS_ENDPOINT_URL=$WORLD_URL" "AWS_WEB_IDENTITY_TOKEN_FILE=$DATA/secrets/workload-token" \
    AWS_ROLE_ARN=arn:aws:iam::900100200900:role/raposa-collector AWS_REGION=eu-west-1
}
cluster_id() { printf 'raposa-%s' "$(secret cluster | sha256sum | cut -c1-8)"; }

# Only this step holds the administrator's rights; the processes that go on running have their roles' rights and no more.
migrate() {
  local admin names
  admin=$(npgsql_string "${PG[username]}" "${PG[password]}")
  mapfile -t names < <(role_passwords)
  with_progress "bringing the database's schema up to date" "$DATA/logs/migrate.log" \
    env -u RAPOSA_POSTGRES "${names[@]}" "Raposa__PostgresAdmin=$admin" "Raposa__Data=$DATA" \
    dotnet "$(dll "$ENGINE" Silo release)" migrate || die "the database could not be brought up to date."
}

start_process() { # NAME PROJECT URL [SETTING…]
  local name=$1 project=$2 url=$3
  shift 3
  rotate_log "$name"
  detached "$DATA/logs/$name.log" env -C "$DATA" -u RAPOSA_POSTGRES "${PLATFORM_ENVIRONMENT[@]}" "ASPNETCORE_URLS=$url" "$@" dotnet "$(dll "$ENGINE" "$project" release)"
  record_process "$name" "$DETACHED" || true
}

# wait_until_ready NAME PORT WHAT
wait_until_ready() {
  local began=$SECONDS status=
  while :; do
    status=$(http_status "$2" /health/ready)
    [[ $status != 200 ]] || break
    if ! is_running "$1"; then
      show_end_of_log "$1"
      die "$3 ended while it started."
    fi
    if ((SECONDS - began > 180)); then
      show_end_of_log "$1"
      die "$3 is not ready after 3 minutes (its /health/ready answers $status)."
    fi
    if [[ -t 1 ]]; then printf '\r  waiting for %s: %d s' "$3" $((SECONDS - began)); fi
    if ((SECONDS - began < 5)); then sleep 0.2; else sleep 1; fi
  done
  if [[ -t 1 ]]; then printf '\r\033[K'; fi
  note "$3 is ready: $((SECONDS - began)) s"
}
show_end_of_log() {
  tail -n 15 "$DATA/logs/$1.log" | cut -c1-400 >&2 || true
  warn "the end of $DATA/logs/$1.log is above."
}

start_platform() {
  local n health
  set_platform_environment
  rm -f "$DATA"/run/silo-*.pid "$DATA/run/client-api.pid"
  remember_run
  if [[ $ENGINE == local ]]; then
    start_process silo-1 Silo "http://127.0.0.1:$PORT"
    wait_until_ready silo-1 "$PORT" "the platform"
    return 0
  fi
  # A silo that comes back under another address waits for its old self to be declared dead: so the ports stay.
  for ((n = 1; n <= SILOS; n++)); do
    health=$(remembered_port "silo-$n-health")
    start_process "silo-$n" Silo "http://127.0.0.1:$health" \
      "Raposa__Orleans__SiloPort=$(remembered_port "silo-$n")" "Raposa__Orleans__GatewayPort=$(remembered_port "silo-$n-gateway")"
  done
  for ((n = 1; n <= SILOS; n++)); do
    wait_until_ready "silo-$n" "$(<"$DATA/run/silo-$n-health.port")" "silo $n"
  done
  start_process client-api ClientApi "http://127.0.0.1:$PORT"
  wait_until_ready client-api "$PORT" "client-api"
}

# --- stop ------------------------------------------------------------------------------------------------------------

# The front first, so that nobody is told 202 by a platform that is going; the database last.
stop_platform() {
  local name names=()
  mapfile -t names < <(platform_names)
  for name in "${names[@]}"; do
    if is_running "$name"; then note "stopping $name"; fi
    stop_process "$name" 30
  done
}
stop_all() {
  stop_platform
  if [[ $PG_KIND != external ]] && postgres_is_running; then
    note "stopping PostgreSQL"
    stop_postgres
  fi
  rm -f "$DATA/run/platform"
}

# --- what the reader sees --------------------------------------------------------------------------------------------

# What was sent before is not sent again: then this only says how to sign in.
seed_demo() {
  local file=$DATA/secrets/demo-sign-in
  if ! (umask 077 && dotnet "$(dll "$ENGINE" Cli release)" demo seed --url "http://127.0.0.1:$PORT" --data "$DATA" --world "$WORLD_URL" </dev/null >"$file.new" 8>&- 9>&-); then
    tail -n 20 "$file.new" >&2
    rm -f "$file.new"
    die "the demo could not be sent; './raposa up --empty' starts without it."
  fi
  mv "$file.new" "$file"
}

show_run() {
  local data=''
  [[ $DATA == "$ROOT/.raposa" ]] || data=" --data $(printf '%q' "$DATA")"
  say ""
  say "Raposa runs at http://127.0.0.1:$PORT   (engine: $ENGINE, $ENGINE_REASON)"
  say ""
  if [[ -s $DATA/secrets/demo-sign-in ]]; then
    cat "$DATA/secrets/demo-sign-in"
    return 0
  fi
  say "Try:"
  note "./raposa status$data                      what runs, and how much it holds"
  note "./raposa sql$data -c '\\dt ingestion.*'    the database, as the reader role"
  note "./raposa logs$data -f                     what the platform says"
}

# follow: a readable summary until Ctrl-C, until `down` in another terminal, or until the front is gone.
follow() {
  local name names=() files=() gone=' '
  mapfile -t names < <(platform_names)
  for name in "${names[@]}"; do files+=("$DATA/logs/$name.log"); done
  # Only what the platform itself says at information, and whatever anyone says at warning and above.
  tail -q -n 0 --pid=$$ -F "${files[@]}" 2>/dev/null 8>&- 9>&- | grep --line-buffered -E '(^| )(warn|fail|crit): |(^| )info: Raposa\.' 8>&- 9>&- &
  FOLLOWING=$!
  while :; do
    sleep 1 &
    wait $! || true
    if [[ -e $DATA/run/stopped || ! -d $DATA/run ]]; then
      say "Stopped by './raposa down'."
      STOP_ON_EXIT=no
      return 0
    fi
    if ! is_running "$(front)"; then
      show_end_of_log "$(front)"
      EXPLAINED=yes
      warn "$(front) has ended by itself."
      return 1
    fi
    if ! postgres_is_running; then
      EXPLAINED=yes
      warn "PostgreSQL has ended by itself; the end of $DATA/logs/postgres.log tells why."
      return 1
    fi
    for name in "${names[@]}"; do
      if [[ $gone != *" $name "* ]] && ! is_running "$name"; then
        warn "$name has ended; the others go on. './raposa down' and 'up' bring it back."
        gone+="$name "
      fi
    done
  done
}
FOLLOWING=
