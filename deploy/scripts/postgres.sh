# shellcheck shell=bash disable=SC2016,SC2153 # $1 is for the inner shell; DATA is the script's
# The private PostgreSQL of a data folder: made, started, stopped. Or the server that RAPOSA_POSTGRES names, which is only spoken to.

declare -A PG=() # host, port, database, username, password of the administrator; extra: what else an Npgsql string says
DATABASE=raposa

# --- connection strings ----------------------------------------------------------------------------------------------

# An Npgsql value with a separator or a quote in it stands in double quotes, quotes doubled.
npgsql_value() {
  if [[ $1 == *[\;\'\"=\ ]* ]]; then printf '"%s"' "${1//\"/\"\"}"; else printf '%s' "$1"; fi
}
# npgsql_string ROLE PASSWORD: how that role reaches the database.
npgsql_string() {
  printf 'Host=%s;Port=%s;Database=%s;Username=%s;Password=%s%s' "$(npgsql_value "${PG[host]}")" "${PG[port]}" \
    "$(npgsql_value "${PG[database]}")" "$(npgsql_value "$1")" "$(npgsql_value "$2")" "${PG[extra]:+;${PG[extra]}}"
}

url_decoded() { local text=${1//+/%2B}; printf '%b' "${text//%/\\x}"; }

# read_connection TEXT: fills PG from postgres://user:password@host:port/database?sslmode=… or from Npgsql's Host=…;Port=…
read_connection() {
  PG=([host]=127.0.0.1 [port]=5432 [database]=$DATABASE [username]=postgres [password]='' [extra]='')
  if [[ $1 =~ ^postgres(ql)?:// ]]; then read_connection_url "$1"; else read_connection_pairs "$1"; fi
}
read_connection_url() {
  local rest=${1#*://} query='' user='' pair
  if [[ $rest == *\?* ]]; then query=${rest#*\?} rest=${rest%%\?*}; fi
  if [[ $rest == */* ]]; then
    PG[database]=$(url_decoded "${rest##*/}")
    rest=${rest%/*}
  fi
  if [[ $rest == *@* ]]; then
    user=${rest%@*} rest=${rest##*@}
    PG[username]=$(url_decoded "${user%%:*}")
    if [[ $user == *:* ]]; then PG[password]=$(url_decoded "${user#*:}"); fi
  fi
  if [[ $rest =~ ^(.*):([0-9]+)$ ]]; then rest=${BASH_REMATCH[1]} PG[port]=${BASH_REMATCH[2]}; fi
  rest=${rest#[}
  rest=${rest%]}
  if [[ -n $rest ]]; then PG[host]=$(url_decoded "$rest"); fi
  local IFS='&'
  for pair in $query; do
    case $pair in
      sslmode=*) add_extra "SSL Mode=$(url_decoded "${pair#*=}" | tr -d -)" ;; # verify-full is VerifyFull there, in any case
      sslrootcert=*) add_extra "Root Certificate=$(npgsql_value "$(url_decoded "${pair#*=}")")" ;;
      *) die "RAPOSA_POSTGRES: the parameter '${pair%%=*}' is not known here; write it in Npgsql's own form (Host=…;Port=…;…)." ;;
    esac
  done
}
read_connection_pairs() {
  local rest=$1 key value
  while [[ -n $rest ]]; do
    if [[ $rest =~ ^[\;[:space:]]+(.*)$ ]]; then rest=${BASH_REMATCH[1]}; continue; fi
    [[ $rest == *=* ]] || die "RAPOSA_POSTGRES is neither postgres://… nor Host=…;Port=…;Database=…;Username=…;Password=…"
    key=${rest%%=*} rest=${rest#*=}
    if [[ $rest == \"* || $rest == \'* ]]; then
      local quote=${rest:0:1}
      value='' rest=${rest:1}
      while :; do
        [[ $rest == *"$quote"* ]] || die "RAPOSA_POSTGRES: a quote after '$key=' is not closed."
        value+=${rest%%"$quote"*} rest=${rest#*"$quote"}
        [[ $rest == "$quote"* ]] || break # a doubled quote stands for one
        value+=$quote rest=${rest:1}
      done
      if [[ $rest == *\;* ]]; then rest=${rest#*;}; else rest=; fi
    else
      value=${rest%%;*}
      if [[ $rest == *\;* ]]; then rest=${rest#*;}; else rest=; fi
    fi
    case ${key,,} in
      host | server) PG[host]=$value ;;
      port) PG[port]=$value ;;
      database | db) PG[database]=$value ;;
      username | 'user name' | 'user id' | userid | user) PG[username]=$value ;;
      password | pwd) PG[password]=$value ;;
      *) add_extra "$key=$(npgsql_value "$value")" ;;
    esac
  done
}
add_extra() { PG[extra]+=${PG[extra]:+;}$1; }

# psql_as ROLE PASSWORD ARGUMENT…
psql_as() {
  local role=$1 password=$2 psql=psql ssl=
  shift 2
  if [[ -n $PG_BIN && -x $PG_BIN/psql ]]; then psql=$PG_BIN/psql; fi
  if [[ ${PG[extra]} =~ [Ss][Ss][Ll]\ ?[Mm]ode=([A-Za-z]+) ]]; then ssl=${BASH_REMATCH[1],,} ssl=${ssl/verify/verify-}; fi
  if have "$psql"; then
    PGHOST=${PG[host]} PGPORT=${PG[port]} PGDATABASE=${PG[database]} PGUSER=$role PGPASSWORD=$password PGSSLMODE=${ssl:-prefer} PGAPPNAME=raposa "$psql" "$@"
  elif [[ $PG_KIND == docker ]]; then
    local tty=-i
    if [[ -t 0 && -t 1 ]]; then tty=-it; fi
    docker exec "$tty" -e PGPASSWORD="$password" -e PGOPTIONS="${PGOPTIONS:-}" "$(container_name)" psql -h 127.0.0.1 -U "$role" -d "${PG[database]}" "$@"
  else
    die "psql is missing: install postgresql-client."
  fi
}
psql_admin() { psql_as "${PG[username]}" "${PG[password]}" -X -q -v ON_ERROR_STOP=1 "$@"; }

# --- which server ----------------------------------------------------------------------------------------------------

# external: RAPOSA_POSTGRES names it. private: PG_BIN runs it from the data folder. docker: the same in a container.
PG_KIND=
choose_postgres() {
  local version=
  if [[ -n ${RAPOSA_POSTGRES:-} ]]; then
    PG_KIND=external
    read_connection "$RAPOSA_POSTGRES"
    return 0
  fi
  PG=([host]=127.0.0.1 [port]='' [database]=$DATABASE [username]=postgres [password]="$(secret postgres)" [extra]='')
  PG_KIND=private
  if [[ -s $DATA/run/container ]]; then PG_KIND=docker; return 0; fi
  # What a server of one major version wrote, only that major version reads.
  version=$(cat "$DATA/postgres/data/PG_VERSION" 2>/dev/null) || true
  need_postgres "$version" && return 0
  [[ -z $version ]] || die "the database in $DATA was written by PostgreSQL $version, which this machine has not (with pgvector)."
  docker_answers ||
    die "this distribution has no PostgreSQL ($OLDEST_POSTGRES or newer) with pgvector for us, and no Docker engine answers." \
      "Give a server of your own:  RAPOSA_POSTGRES=postgres://user:password@host:5432/raposa $0 …" \
      "or the bin folder of an installed one that has pgvector:  RAPOSA_PG_BIN=/path/to/bin $0 …"
  PG_KIND=docker
}

docker_answers() { have docker && docker info >/dev/null 2>&1; }

start_postgres() {
  case $PG_KIND in
    external) check_external ;;
    docker) start_container ;;
    private) start_private ;;
  esac
}
stop_postgres() {
  case $PG_KIND in
    docker) stop_container ;;
    private) stop_private ;;
  esac
}
postgres_is_running() {
  case $PG_KIND in
    external) return 0 ;;
    docker) [[ $(docker inspect -f '{{.State.Running}}' "$(container_name)" 2>/dev/null) == true ]] ;;
    private) is_running postgres ;;
  esac
}

check_external() {
  local answer
  have psql || [[ -n $PG_BIN ]] || return 0 # the platform's own migration will tell
  answer=$(psql_admin -Atc "select current_setting('server_version_num')::int / 10000 || ' ' || count(*) from pg_available_extensions where name = 'vector'") ||
    die "the server that RAPOSA_POSTGRES names cannot be reached (its words are above)."
  ((${answer% *} >= OLDEST_POSTGRES)) || die "the server that RAPOSA_POSTGRES names is PostgreSQL ${answer% *}; $OLDEST_POSTGRES or newer is needed."
  [[ ${answer#* } == 1 ]] || die "the server that RAPOSA_POSTGRES names has no pgvector."
}

# --- the private cluster ---------------------------------------------------------------------------------------------
# PostgreSQL refuses to run as root, so then it runs as the package's own user `postgres`.

PG_USER=
choose_pg_user() {
  if am_root; then
    id postgres >/dev/null 2>&1 || die "PostgreSQL does not run as root, and there is no user 'postgres' to run it as."
    PG_USER=postgres
  else
    PG_USER=$(id -un)
  fi
}
as_pg() {
  if am_root; then
    (cd / && exec setpriv --reuid="$PG_USER" --regid="$(id -g "$PG_USER")" --init-groups env -i PATH="$PATH" LC_ALL=C.UTF-8 "$@")
  else
    (cd / && LC_ALL=C.UTF-8 exec "$@")
  fi
}

# A command that brings half a megabyte of records takes several times that and gives it back to the kernel when it is done: fetching it
# anew for the next one costs a third of PostgreSQL's time under a flood of events. So each server process keeps up to 16 MB (mallopt(3)).
PG_MALLOC=(MALLOC_TRIM_THRESHOLD_=16777216 MALLOC_MMAP_THRESHOLD_=8388608 MALLOC_TOP_PAD_=1048576)

# PG_HOME holds `data`, and the socket's folder. It is <data folder>/postgres, or what that links to when the server's user cannot get
# there (a clone under /root, or in a private temporary folder).
PG_HOME=
find_pg_home() {
  choose_pg_user
  PG_HOME=$DATA/postgres
  if [[ -L $PG_HOME ]]; then PG_HOME=$(readlink -f "$PG_HOME"); fi
}
make_pg_home() {
  local elsewhere
  find_pg_home
  if [[ -d $PG_HOME ]] && as_pg test -x "$PG_HOME"; then return 0; fi
  [[ ! -e $PG_HOME/data ]] || die "the user '$PG_USER' can no longer reach the database in $PG_HOME: open the folders above it (chmod a+x) or move the data folder."
  if ! am_root; then
    mkdir -p "$PG_HOME"
    chmod 700 "$PG_HOME"
  elif as_pg test -x "$DATA"; then
    install -d -m 700 -o "$PG_USER" -g "$(id -gn "$PG_USER")" "$PG_HOME"
  else
    elsewhere=/var/lib/raposa/$(digest_of "$DATA")
    if [[ -e $elsewhere ]]; then
      # It belonged to a data folder at this very place that is gone. Nobody can read it without that folder's secrets, but it is not ours to delete.
      mv "$elsewhere" "$elsewhere.$(date +%Y%m%d%H%M%S)"
    fi
    mkdir -p /var/lib/raposa
    chmod 755 /var/lib/raposa
    install -d -m 700 -o "$PG_USER" -g "$(id -gn "$PG_USER")" "$elsewhere"
    rm -rf "$DATA/postgres"
    ln -s "$elsewhere" "$DATA/postgres"
    PG_HOME=$elsewhere
    note "the user '$PG_USER', who runs PostgreSQL, cannot reach $DATA; the database is in $elsewhere"
  fi
}

# The kernel allows 107 bytes for a socket's path, and the server's list of folders has its own ideas of quotes and commas.
socket_folder() {
  local folder=$PG_HOME/socket
  if ((${#folder} > 85)) || [[ $folder == *[\'\",\\]* ]]; then folder=/tmp/raposa-$(digest_of "$PG_HOME")-$(id -u "$PG_USER"); fi
  printf '%s' "$folder"
}

start_private() {
  local data socket running
  make_pg_home
  data=$PG_HOME/data socket=$(socket_folder)
  if running=$(postmaster_pid) && record_process postgres "$running"; then
    PG[port]=$(sed -n 4p "$data/postmaster.pid") # it outlived a crash of its platform, or runs already
    return 0
  fi
  as_pg mkdir -p "$socket"
  [[ $(stat -c %U "$socket") == "$PG_USER" ]] || die "$socket belongs to someone else; remove it."
  as_pg chmod 700 "$socket"
  [[ -f $data/PG_VERSION ]] || make_cluster "$data"
  rotate_log postgres
  # The port is only ours once the server has it: someone may take it in between.
  local try
  for try in 1 2 3; do
    PG[port]=$(remembered_port postgres)
    write_settings "$data" "$socket"
    if as_pg env "${PG_MALLOC[@]}" "$PG_BIN/pg_ctl" start -s -w -t 90 -D "$data" </dev/null >>"$DATA/logs/postgres.log" 2>&1 8>&- 9>&-; then break; fi
    if ((try == 3)); then
      tail -n 20 "$DATA/logs/postgres.log" >&2
      die "PostgreSQL did not start; the end of $DATA/logs/postgres.log is above."
    fi
    sleep 2 # children of a killed server still hold its memory for a moment
  done
  record_process postgres "$(postmaster_pid)"
  if [[ $(psql_server -Atc "select count(*) from pg_database where datname = '$DATABASE'") == 0 ]]; then
    psql_server -c "create database $DATABASE"
  fi
}
# As the administrator, in the database that every server has.
psql_server() {
  local own=${PG[database]} code=0
  PG[database]=postgres
  psql_admin "$@" || code=$?
  PG[database]=$own
  return "$code"
}

most_connections() { printf '%d' $((80 + 120 * SILOS)); }

make_cluster() {
  local data=$1
  note "making a database cluster in $PG_HOME"
  as_pg rm -rf "$data.new" "$PG_HOME/password" # of an attempt that was cut short
  printf '%s\n' "${PG[password]}" | as_pg sh -c 'umask 077; cat > "$1"' - "$PG_HOME/password"
  as_pg "$PG_BIN/initdb" -D "$data.new" -U "${PG[username]}" --pwfile="$PG_HOME/password" --auth=scram-sha-256 \
    --data-checksums --encoding=UTF8 --locale=C.UTF-8 </dev/null >"$DATA/logs/initdb.log" 2>&1 8>&- 9>&- ||
    { cat "$DATA/logs/initdb.log" >&2; die "initdb failed."; }
  as_pg rm -f "$PG_HOME/password"
  printf "include = 'raposa.conf'\n" | as_pg tee -a "$data.new/postgresql.conf" >/dev/null
  as_pg mv "$data.new" "$data"
}

write_settings() {
  local data=$1 socket=$2 compression=on
  if "$PG_BIN/pg_config" --configure 2>/dev/null | grep -q -- --with-lz4; then compression=lz4; fi
  as_pg tee "$data/raposa.conf" >/dev/null <<CONF
# Written by ./raposa at each start; your own settings go into postgresql.auto.conf (alter system), which wins.
listen_addresses = '127.0.0.1'
port = ${PG[port]}
unix_socket_directories = '"$socket"'
unix_socket_permissions = 0700
# Each silo has at most fifty to write, fifty to read (Raposa:PostgresPool) and sixteen of its engine; the rest is for all others.
max_connections = $(most_connections)
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 256MB
effective_io_concurrency = 100
random_page_cost = 1.1
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = $compression
max_wal_size = 2GB
min_wal_size = 256MB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
# pgvector before 0.8.2 overruns a buffer when it builds an HNSW index in parallel (CVE-2026-3172).
max_parallel_maintenance_workers = 0
password_encryption = scram-sha-256
log_line_prefix = '%m [%p] %u@%d '
log_min_duration_statement = 2s
log_lock_waits = on
track_io_timing = on
timezone = 'UTC'
CONF
}

# The server's own pid file may be of a server that was killed: the process must be one, and of this folder.
postmaster_pid() {
  local pid
  pid=$(head -n1 "$PG_HOME/data/postmaster.pid" 2>/dev/null) || return 1
  [[ -n $pid ]] && tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qFx -- "$PG_HOME/data" || return 1
  printf '%s' "$pid"
}

stop_private() {
  local pid
  find_pg_home
  if pid=$(postmaster_pid); then
    as_pg "$PG_BIN/pg_ctl" stop -s -w -t 60 -m fast -D "$PG_HOME/data" </dev/null >/dev/null 2>&1 ||
      as_pg "$PG_BIN/pg_ctl" stop -s -w -t 20 -m immediate -D "$PG_HOME/data" </dev/null >/dev/null 2>&1 ||
      warn "PostgreSQL (pid $pid) did not stop."
  fi
  rm -f "$DATA/run/postgres.pid"
}

# --- the same in a container -----------------------------------------------------------------------------------------

POSTGRES_IMAGE=pgvector/pgvector:0.8.2-pg17
container_name() { printf 'raposa-%s' "$(digest_of "$DATA")"; }
start_container() {
  local name tries=0
  name=$(container_name)
  mkdir -p "$DATA/run"
  printf '%s\n' "$name" >"$DATA/run/container"
  if ! postgres_is_running; then
    PG[port]=$(remembered_port postgres)
    note "starting PostgreSQL in the container $name ($POSTGRES_IMAGE)"
    docker rm -f "$name" >/dev/null 2>&1 || true
    POSTGRES_PASSWORD=${PG[password]} docker run -d --name "$name" "${PG_MALLOC[@]/#/--env=}" -p "127.0.0.1:${PG[port]}:5432" -v "$name:/var/lib/postgresql/data" --shm-size 256m \
      -e POSTGRES_PASSWORD -e POSTGRES_DB="$DATABASE" -e POSTGRES_INITDB_ARGS='--data-checksums --locale=C.UTF-8' \
      "$POSTGRES_IMAGE" -c shared_buffers=256MB -c max_connections="$(most_connections)" -c max_wal_size=2GB -c jit=off -c max_parallel_maintenance_workers=0 >/dev/null ||
      die "docker could not start $POSTGRES_IMAGE."
  fi
  PG[port]=$(docker port "$name" 5432/tcp | head -n1)
  PG[port]=${PG[port]##*:}
  # The image's first start restarts the server once; over TCP it answers only after that.
  until docker exec "$name" pg_isready -q -h 127.0.0.1 -U postgres -d "$DATABASE"; do
    ((++tries < 90)) || die "PostgreSQL in the container $name did not get ready: docker logs $name"
    sleep 1
  done
}
stop_container() { docker stop -t 60 "$(container_name)" >/dev/null 2>&1 || true; }
