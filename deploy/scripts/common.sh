# shellcheck shell=bash disable=SC2034 # the locks and DETACHED are read by the other parts
# What every verb needs: words for the reader, the right to install, folders, locks, and processes that are told apart by more than a number.

say() { printf '%s\n' "$*"; }
note() { printf '%s\n' "  $*"; }
warn() { printf 'raposa: %s\n' "$*" >&2; }
EXPLAINED=no # whether the reader has been told why we end
die() {
  local line
  for line in "$@"; do printf 'raposa: %s\n' "$line" >&2; done
  EXPLAINED=yes
  exit 1
}

is_writable_folder() { mkdir -p "$1" 2>/dev/null && [[ -w $1 ]]; }
have() { command -v "$1" >/dev/null 2>&1; }
am_root() { [[ $EUID -eq 0 ]]; }

# Runs a command as root: as it is, or through sudo where that asks no password. Nothing here ever asks a question.
can_be_root() { am_root || { have sudo && sudo -n true 2>/dev/null; }; }
as_root() {
  if am_root; then "$@"; else sudo -n "$@"; fi
}
need_root_for() {
  can_be_root || die "$1 needs administrator rights, and sudo is absent here or would ask for a password." \
    "Run this once, then the same command again:  sudo $(printf '%q' "$ROOT/raposa") prepare"
}

# A name for a path that is short, stable and free of the path's own characters.
digest_of() { printf '%s' "$1" | sha256sum | cut -c1-12; }
random_secret() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }
# The secret of that name in the data folder, made on first use. Only its owner can read it.
secret() {
  local file=$DATA/secrets/$1
  if [[ ! -s $file ]]; then
    (umask 077 && mkdir -p "$DATA/secrets" && random_secret >"$file.new" && mv "$file.new" "$file")
  fi
  cat "$file"
}

# --- locks -----------------------------------------------------------------------------------------------------------
# A lock is held through an open file, so it ends with its holder, however that dies. What is started in the background must
# not inherit it: `detached` closes both.

# lock FD FILE WHAT: waits for the other holder, and says that it does.
lock() {
  local fd=$1 file=$2 what=$3
  mkdir -p "$(dirname "$file")"
  eval "exec $fd>>\"\$file\""
  if ! flock -n "$fd"; then
    say "Another ./raposa is at work on $what; waiting for it."
    flock -w 900 "$fd" || die "the other ./raposa has held $file for 15 minutes. Is it stuck? 'fuser $file' tells who it is."
  fi
}
unlock() { eval "exec $1>&-"; }
DATA_LOCK=9
BUILD_LOCK=8

# --- processes -------------------------------------------------------------------------------------------------------
# A pid alone may long since belong to someone else. A pid file holds the pid and its start time in clock ticks since boot
# (field 22 of /proc/PID/stat); both must agree, so that nothing foreign is ever signalled.

start_time_of() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }" # the name in brackets may hold blanks; its state, the third field, comes next
  [[ ${fields[0]} != Z ]] || return 1
  printf '%s' "${fields[19]}"
}
record_process() { # NAME PID
  local started
  started=$(start_time_of "$2") || return 1
  mkdir -p "$DATA/run"
  printf '%s %s\n' "$2" "$started" >"$DATA/run/$1.pid"
}
# Prints the pid of the process of that name if it is still the one that was started.
pid_of() {
  local pid started
  [[ -s $DATA/run/$1.pid ]] || return 1
  read -r pid started <"$DATA/run/$1.pid" || return 1
  [[ -n $started && $(start_time_of "$pid" || true) == "$started" ]] || return 1
  printf '%s' "$pid"
}
is_running() { pid_of "$1" >/dev/null; }

# detached LOG COMMAND…: a process of its own session, so that Ctrl-C in the terminal reaches only us and we stop things in order.
# Sets DETACHED to its pid.
detached() {
  local log=$1
  shift
  setsid "$@" </dev/null >>"$log" 2>&1 8>&- 9>&- &
  DETACHED=$!
}

# stop_process NAME SECONDS: asks politely, then insists.
stop_process() {
  local pid waited=0
  if pid=$(pid_of "$1"); then
    kill -TERM "$pid" 2>/dev/null || true
    while is_running "$1" && ((waited < $2 * 10)); do sleep 0.1; waited=$((waited + 1)); done
    if is_running "$1"; then
      warn "$1 (pid $pid) did not end within $2 s; killing it."
      kill -KILL "$pid" 2>/dev/null || true
    fi
  fi
  rm -f "$DATA/run/$1.pid"
}

# --- ports -----------------------------------------------------------------------------------------------------------

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
# Below 32768, where the kernel picks the ports of outgoing connections.
free_port() {
  local port try
  for ((try = 0; try < 200; try++)); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! port_taken "$port"; then printf '%s' "$port"; return 0; fi
  done
  die "no free port found between 20000 and 32000."
}
# remembered_port NAME [WANTED]: the port that this data folder used last time under that name, else a new one.
remembered_port() {
  local file=$DATA/run/$1.port port
  if [[ -s $file ]]; then
    port=$(<"$file")
    if ! port_taken "$port"; then printf '%s' "$port"; return 0; fi
  fi
  mkdir -p "$DATA/run"
  port=$(free_port)
  printf '%s\n' "$port" >"$file"
  printf '%s' "$port"
}
# Who listens on a port, as far as /proc lets us see: "dotnet (pid 4711)", or nothing.
listener_on() {
  local hex inode fd pid
  printf -v hex ':%04X' "$1"
  inode=$(awk -v port="$hex" 'index($2, port) == length($2) - 4 && $4 == "0A" { print $10; exit }' /proc/net/tcp /proc/net/tcp6 2>/dev/null) || return 0
  [[ -n $inode ]] || return 0
  for fd in /proc/[0-9]*/fd/*; do
    if [[ $(readlink "$fd" 2>/dev/null || true) == "socket:[$inode]" ]]; then
      pid=${fd#/proc/}
      pid=${pid%%/*}
      printf '%s (pid %s)' "$(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-80 | sed 's/ *$//')" "$pid"
      return 0
    fi
  done
}

# http_status PORT PATH: the status code of a GET on loopback, 000 when nobody answers. No client needs to be installed for it.
http_status() {
  local line=
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" &&
      printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3 &&
      IFS= read -r -t 5 line <&3
  } 2>/dev/null || true
  { exec 3>&-; } 2>/dev/null || true
  if [[ $line == HTTP/* ]]; then line=${line#* }; printf '%s' "${line:0:3}"; else printf '000'; fi
}

# --- patience --------------------------------------------------------------------------------------------------------

# with_progress WHAT LOG COMMAND…: runs it with its output in a log, shows that time passes, and the end of the log if it failed.
with_progress() {
  local what=$1 log=$2 began=$SECONDS code=0
  shift 2
  mkdir -p "$(dirname "$log")"
  "$@" </dev/null >"$log" 2>&1 8>&- 9>&- &
  WORKING=$!
  if [[ -t 1 ]]; then
    while kill -0 "$WORKING" 2>/dev/null; do
      printf '\r  %s: %d s' "$what" $((SECONDS - began))
      sleep 0.5
    done
    printf '\r\033[K'
  fi
  wait "$WORKING" || code=$?
  WORKING=
  if ((code != 0)); then
    tail -n 40 "$log" | cut -c1-400 >&2
    warn "$what failed (exit code $code); its whole output is in $log"
    return "$code"
  fi
  note "$what: $((SECONDS - began)) s"
  if [[ $log == */raposa-log.?????? ]]; then rm -f "$log"; fi # nobody reads it once all went well
}
WORKING=
WORKING_ENDS_BY_ITSELF=no # a package manager that is cut short leaves a mess for others
temporary_log() { mktemp "${TMPDIR:-/tmp}/raposa-log.XXXXXX"; }

# processes_with FILE OPTION…: the pids of all processes whose /proc/PID/FILE holds what these options of grep look for.
processes_with() {
  local file=$1
  shift
  { grep -sl "$@" /proc/[0-9]*/"$file" || true; } | awk -F/ '{ print $3 }'
}
# signal_each SIGNAL: to the processes whose pids come in.
signal_each() {
  local pid
  while read -r pid; do kill "-$1" "$pid" 2>/dev/null || true; done
}

# end_tree PID: ends a process that we started and all that it started.
end_tree() {
  local child
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null || true); do end_tree "$child"; done
  kill -TERM "$1" 2>/dev/null || true
}
