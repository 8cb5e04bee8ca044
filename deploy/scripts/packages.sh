# shellcheck shell=bash disable=SC2016,SC2034 # $(NAME) is apt's own; PG_BIN is read by the other parts
# Brings what the machine lacks: PostgreSQL with pgvector, a compiler where pgvector must be compiled, a browser for the tests.
# Whatever is installed comes from the distribution's own archive, at the address that this machine's apt already uses.

# Row-level security through views (security_invoker) came with PostgreSQL 15.
OLDEST_POSTGRES=15

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true) == installed ]]; }
candidate_of() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \(.*\)/\1/p' | grep -v '^(none)$' || true; }

APT_IS_FRESH=
apt_update() {
  [[ -z $APT_IS_FRESH ]] || return 0
  with_progress "reading the package lists" "$(temporary_log)" as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq -o DPkg::Lock::Timeout=600 ||
    warn "going on with the package lists that are here."
  APT_IS_FRESH=yes
}
# Images often ship without package lists; without them apt knows nothing.
need_apt_lists() {
  if [[ -z $(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | head -n1) ]]; then
    need_root_for "Reading the package lists"
    apt_update
  fi
}
apt_install() {
  need_root_for "Installing $*"
  # Lists that are days old name versions that the archive has since replaced.
  if [[ -z $(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mtime -1 -print -quit 2>/dev/null) ]]; then apt_update; fi
  apt_install_once "$@" && return 0
  [[ -z $APT_IS_FRESH ]] && apt_update && apt_install_once "$@" && return 0
  die "apt-get could not install: $*"
}
apt_install_once() {
  local code=0
  WORKING_ENDS_BY_ITSELF=yes
  with_progress "installing $*" "$(temporary_log)" as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@" || code=$?
  WORKING_ENDS_BY_ITSELF=no
  return "$code"
}

# --- PostgreSQL ------------------------------------------------------------------------------------------------------

server_bin() { printf '/usr/lib/postgresql/%s/bin' "$1"; }
has_server() { [[ -x $(server_bin "$1")/postgres && -x $(server_bin "$1")/initdb ]]; }
has_pgvector() { [[ -f /usr/share/postgresql/$1/extension/vector.control && -f /usr/lib/postgresql/$1/lib/vector.so ]]; }
majors() { # those of the given names that end in a major version we can use, newest first
  sed -n 's/[^0-9]*\([0-9][0-9]*\).*/\1/p' | sort -rnu | while read -r major; do
    ((major < OLDEST_POSTGRES)) || printf '%s\n' "$major"
  done
}

# find_postgres [MAJOR]: sets PG_BIN to a server that has pgvector, newest first, or to that of the wanted major.
PG_BIN=
find_postgres() {
  local major
  if [[ -n ${RAPOSA_PG_BIN:-} ]]; then
    [[ -x $RAPOSA_PG_BIN/postgres ]] || die "RAPOSA_PG_BIN=$RAPOSA_PG_BIN holds no postgres."
    PG_BIN=$RAPOSA_PG_BIN
    return 0
  fi
  for major in $(installed_servers "${1:-}"); do
    if has_pgvector "$major"; then
      PG_BIN=$(server_bin "$major")
      return 0
    fi
  done
  return 1
}

# need_postgres [MAJOR]: as find_postgres, and installs what is missing. Fails (without a word) where the distribution has nothing for us.
need_postgres() {
  local major wanted=${1:-}
  find_postgres "$wanted" && return 0
  have apt-get && have dpkg-query || return 1
  say "Bringing PostgreSQL and pgvector"
  need_apt_lists
  # A server that is here, with the distribution's pgvector; else both from the distribution; else a server with pgvector compiled for it.
  for major in $(installed_servers "$wanted"); do
    [[ -n $(candidate_of "postgresql-$major-pgvector") ]] || continue
    apt_install "postgresql-$major-pgvector"
    find_postgres "$major" && return 0
  done
  for major in $(offered 'postgresql-[0-9]+-pgvector' "$wanted"); do
    [[ -n $(candidate_of "postgresql-$major") ]] || continue
    install_server "$major" "postgresql-$major-pgvector"
    find_postgres "$major" && return 0
  done
  if pgvector_source_is_known; then
    for major in $(installed_servers "$wanted") $(offered 'postgresql-[0-9]+' "$wanted"); do
      has_server "$major" || install_server "$major"
      has_pgvector "$major" || compile_pgvector "$major"
      find_postgres "$major" && return 0
    done
  fi
  return 1
}
installed_servers() {
  local major
  for major in $(printf '%s\n' /usr/lib/postgresql/*/bin | majors); do
    if has_server "$major" && [[ -z $1 || $major == "$1" ]]; then printf '%s\n' "$major"; fi
  done
}
offered() { # PATTERN MAJOR
  apt-cache search --names-only "^$1\$" | cut -d' ' -f1 | majors | { if [[ -n $2 ]]; then grep -Fx "$2"; else cat; fi; } || true
}

# Debian's server package makes and starts a cluster `main` when it comes to a machine. We run our own, so none is wanted: the switch for
# it is turned for the length of the installation. postgresql-common comes first because the switch's file is its own.
install_server() {
  local major=$1 conf=/etc/postgresql-common/createcluster.conf kept
  shift
  is_installed postgresql-common || apt_install postgresql-common
  need_root_for "Installing postgresql-$major"
  kept=$(mktemp)
  cp "$conf" "$kept"
  RESTORE_CREATECLUSTER=$kept
  { cat "$kept"; printf 'create_main_cluster = false\n'; } | as_root tee "$conf" >/dev/null
  apt_install "postgresql-$major" "$@"
  restore_createcluster
}
RESTORE_CREATECLUSTER=
restore_createcluster() { # also called when the script ends in between
  [[ -n $RESTORE_CREATECLUSTER ]] || return 0
  as_root tee /etc/postgresql-common/createcluster.conf <"$RESTORE_CREATECLUSTER" >/dev/null || true
  rm -f "$RESTORE_CREATECLUSTER"
  RESTORE_CREATECLUSTER=
}

# --- pgvector from Debian's source package ---------------------------------------------------------------------------
# Debian 12 has no pgvector; the next release's source package compiles for its server unchanged (14 of 14 of its own tests pass on 15.18).

PGVECTOR_SUITE=trixie
pgvector_source_is_known() { [[ $(. /etc/os-release && printf '%s' "${ID:-}") == debian ]]; }

# The archive that this machine's own sources name, whichever of the two file formats they are in.
archive_address() {
  local codename
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v codename="$codename" '$2 == "main" && ($1 == codename || $1 ~ /^(old)*stable$/) { sub($1 " " $2 " ", ""); print; exit }'
}

# apt_catalogue DIR TYPE SUITE ADDRESS: a catalogue of its own, used with APT_CONFIG=DIR/apt.conf: one entry, its own lists and cache,
# nothing of the machine's apt is changed.
apt_catalogue() {
  mkdir -p "$1"/{parts,lists/partial,cache/archives/partial}
  {
    printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\n' "$2" "$4" "$3"
    [[ ! -f /usr/share/keyrings/debian-archive-keyring.gpg ]] || printf 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n'
  } >"$1/parts/one.sources"
  printf 'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "%s/parts";\nDir::State::lists "%s/lists";\nDir::Cache "%s/cache";\nAPT::Sandbox::User "";\n' \
    "$1" "$1" "$1" >"$1/apt.conf"
}

# The result is a small package of its own, so that dpkg knows the files and `apt-get remove` takes them away again.
compile_pgvector() {
  local major=$1 work missing=() tool
  say "Compiling pgvector for PostgreSQL $major from Debian's source package (about 20 s, once)"
  need_root_for "Installing pgvector"
  for tool in gcc:gcc make:make dpkg-source:dpkg-dev; do
    have "${tool%%:*}" || missing+=("${tool#*:}")
  done
  [[ -f /usr/include/stdio.h ]] || missing+=(libc6-dev)
  ((${#missing[@]} == 0)) || apt_install "${missing[@]}"
  work=$(mktemp -d)
  TEMPORARY+=("$work")
  (fetch_pgvector "$major" "$work" && build_pgvector "$major" "$work") >"$work/log" 2>&1 || {
    tail -n 30 "$work/log" >&2
    die "pgvector could not be compiled; the last lines of the log are above."
  }
  as_root dpkg -i "$work/pgvector.deb" >>"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; die "dpkg refused pgvector's package."; }
  note "installed $(dpkg-query -W -f '${Package} ${Version}' "postgresql-$major-pgvector")"
  rm -rf "$work"
}

fetch_pgvector() {
  local major=$1 work=$2 address server
  address=$(archive_address)
  [[ -n $address ]] || { echo "no source of main packages found in this machine's apt sources"; return 1; }
  apt_catalogue "$work/apt" deb-src "$PGVECTOR_SUITE" "$address"
  mkdir -p "$work/source"
  (
    export APT_CONFIG=$work/apt/apt.conf
    cd "$work/source"
    apt-get update
    apt-get source --only-source pgvector
  ) || return 1
  # The headers of the server that is here. The whole of postgresql-server-dev would bring clang and, unpinned, a newer server: so only its
  # files are taken, unpacked beside the source. Where the archive no longer has that minor version, a newer one of the same major serves.
  server=$(dpkg-query -W -f '${Version}' "postgresql-$major")
  cd "$work" || return 1
  apt-get -o APT::Sandbox::User= download "postgresql-server-dev-$major=$server" || {
    [[ -n $APT_IS_FRESH ]] || apt_update
    apt-get -o APT::Sandbox::User= download "postgresql-server-dev-$major=$server" ||
      apt-get -o APT::Sandbox::User= download "postgresql-server-dev-$major"
  } || return 1
  dpkg -x postgresql-server-dev-"$major"_*.deb "$work/dev"
}

build_pgvector() {
  local major=$1 work=$2 source version
  source=$(find "$work/source" -mindepth 1 -maxdepth 1 -type d -name 'pgvector-*')
  version=$(cd "$source" && dpkg-parsechangelog -S Version)
  # with_llvm=no: the bitcode for PostgreSQL's own JIT would need clang and gains nothing for these functions.
  local flags=(with_llvm=no "PG_CONFIG=$(server_bin "$major")/pg_config"
    "includedir_server=$work/dev/usr/include/postgresql/$major/server" "OPTFLAGS=")
  make -C "$source" -j"$(nproc)" "${flags[@]}" || return 1
  make -C "$source" install "${flags[@]}" "DESTDIR=$work/staged" || return 1
  mkdir -p "$work"/package/{DEBIAN,usr}
  mv "$work"/staged/usr/{lib,share} "$work/package/usr/" # not the headers
  cat >"$work/package/DEBIAN/control" <<CONTROL
Package: postgresql-$major-pgvector
Version: $version~raposa1
Architecture: $(dpkg --print-architecture)
Maintainer: Raposa <raposa@localhost>
Depends: postgresql-$major
Section: database
Priority: optional
Description: vector similarity search for PostgreSQL, compiled on this machine
 Debian's source package pgvector $version, compiled for the server of this
 release by Raposa's script.
CONTROL
  chmod -R u=rwX,go=rX "$work/package"
  dpkg-deb --root-owner-group --build "$work/package" "$work/pgvector.deb"
}

# --- the tests' browser ----------------------------------------------------------------------------------------------

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if have "$name"; then command -v "$name"; return 0; fi
  done
  return 1
}

# --- what the tests hold the AWS client against ----------------------------------------------------------------------
# boto3, and moto, which answers as AWS does. Both from Debian's packages, unpacked beside the project: nothing is installed. The libraries
# with C parts come from this machine's release, so that they fit its Python; boto3 and moto from the next one, where they are newer.

PYTHON_SUITE=trixie
PYTHON_NATIVE=(flask flask-cors werkzeug jinja2 markupsafe itsdangerous click colorama blinker requests urllib3 idna certifi chardet
  charset-normalizer responses xmltodict jmespath dateutil six cryptography cffi-backend yaml pyparsing toml)
PYTHON_NEWER=(moto botocore boto3 s3transfer joserfc)

# bring_python: sets PYTHON_PACKAGES to a folder with them, or leaves it empty and says why.
PYTHON_PACKAGES=
bring_python() {
  local folder=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/raposa/python-$PYTHON_SUITE log
  if [[ -f $folder/ready ]]; then PYTHON_PACKAGES=$folder; return 0; fi
  if ! have apt-get || ! have dpkg || [[ ! -x /usr/bin/python3 ]] || ! pgvector_source_is_known; then
    warn "no boto3 and moto here: this is no Debian with Python. Tests against them are skipped."
    return 0
  fi
  need_apt_lists
  log=$(temporary_log)
  if with_progress "bringing boto3 and moto for the tests" "$log" fetch_python "$folder"; then
    PYTHON_PACKAGES=$folder
  else
    warn "boto3 and moto cannot be had here; tests against them are skipped."
  fi
}
fetch_python() {
  local folder=$1 work address
  address=$(archive_address)
  [[ -n $address ]] || { echo "no source of main packages found in this machine's apt sources"; return 1; }
  work=$(mktemp -d)
  apt_catalogue "$work/apt" deb "$PYTHON_SUITE" "$address"
  (
    cd "$work" || exit 1
    apt-get -o APT::Sandbox::User= download -qq "${PYTHON_NATIVE[@]/#/python3-}" python3-antlr4 libyaml-0-2 &&
      APT_CONFIG=$work/apt/apt.conf apt-get update -qq &&
      APT_CONFIG=$work/apt/apt.conf apt-get download -qq "${PYTHON_NEWER[@]/#/python3-}"
  ) && rm -rf "$folder" && mkdir -p "$folder" && {
    local package
    for package in "$work"/*.deb; do dpkg -x "$package" "$folder"; done
    # moto asks this one to check its own API's descriptions, which nothing here uses.
    mkdir -p "$folder/stub/openapi_spec_validator/validation"
    printf 'def validate(*_, **__):\n    pass\n\n\nclass OpenAPIV30SpecValidator:\n    def __init__(self, *_, **__):\n        pass\n' \
      >"$folder/stub/openapi_spec_validator/__init__.py"
    : >"$folder/stub/openapi_spec_validator/validation/__init__.py"
    printf 'class OpenAPIValidationError(Exception):\n    pass\n' >"$folder/stub/openapi_spec_validator/validation/exceptions.py"
    : >"$folder/ready"
  }
  local code=$?
  rm -rf "$work"
  return "$code"
}
