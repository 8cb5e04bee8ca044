# shellcheck shell=bash disable=SC2034 # ENGINE is read by the other parts
# Compiles what changed since last time, and decides which engine it is compiled for.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1
# Most of what a compiler and a test run do is compiling code of theirs: they are over before it pays to watch it and compile it once more
# with its profile, and mapping each page of it twice is a guard for servers.
SHORT_LIVED=(DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0)

ARTIFACTS=$ROOT/artifacts

need_dotnet() {
  have dotnet || die "the .NET SDK 10 is missing: install it (package dotnet-sdk-10.0) so that 'dotnet' is on the PATH."
  is_writable_folder "$ARTIFACTS" || die "$ARTIFACTS cannot be written by $(id -un): sudo chown -R $(id -un) $(printf '%q' "$ROOT")"
  if [[ -z ${HOME:-} || ! -w $HOME ]]; then export DOTNET_CLI_HOME=$ARTIFACTS/home NUGET_PACKAGES=${NUGET_PACKAGES:-$ARTIFACTS/home/packages}; fi
}

# stamp_of PATH…: changes when a source file below them comes, goes or is written. Paths are below the checkout. What a restore on
# Orleans writes again, though it is the same, is left out; the packages stand in Directory.Packages.props.
stamp_of() {
  (
    cd "$ROOT" || exit
    find "$@" \( -name node_modules -o -name bin -o -name obj \) -prune -o -type f ! -name 'packages.orleans.lock.json' -printf '%p %s %T@\n' 2>/dev/null |
      LC_ALL=C sort || true # a folder may not be there yet
    dotnet --version
  ) | sha256sum | cut -d' ' -f1
}
is_stamped() { [[ -f $1 && $(<"$1") == "$2" ]]; }

SOURCES=(Directory.Build.props Directory.Build.targets Directory.Packages.props global.json .editorconfig grain-interfaces grains silo client-api deploy/database deploy/demo-world)

# dll ENGINE PROJECT CONFIGURATION
dll() { printf '%s/%s/bin/%s/%s/Raposa.%s.dll' "$ARTIFACTS" "$1" "$2" "$3" "$2"; }

# One compiler for all projects is nearly twice as fast as one for each. It is ours alone, and does not stay behind when we are done.
COMPILER=raposa-$$-compiler
end_compiler() {
  processes_with cmdline -Fe "-pipename:$COMPILER" | signal_each TERM
}

COMPILER_STAYS=no # for the next build of a series
# build ENGINE CONFIGURATION NAME TARGET [SOURCE…]: compiles TARGET (a project or a solution filter) unless no source changed since.
build() {
  local engine=$1 configuration=$2 name=$3 target=$4 stamp file
  shift 4
  need_dotnet
  lock "$BUILD_LOCK" "$ARTIFACTS/.lock" "this checkout's build"
  file=$ARTIFACTS/$engine/.built-$name-${configuration,,}
  stamp=$(stamp_of "${SOURCES[@]}" "$@")
  if ! is_stamped "$file" "$stamp"; then
    rm -f "$file"
    with_progress "compiling ($name, $configuration, engine $engine)" "$ARTIFACTS/$engine/build-$name.log" \
      env "${SHORT_LIVED[@]}" dotnet build "$ROOT/$target" -c "$configuration" "-p:Engine=$engine" -nologo -v q -clp:NoSummary \
      -p:UseSharedCompilation=true "-p:SharedCompilationId=$COMPILER" || die "the build failed; its errors are above."
    printf '%s' "$stamp" >"$file"
    [[ $COMPILER_STAYS == yes ]] || end_compiler
  fi
  unlock "$BUILD_LOCK"
}
build_platform() { # ENGINE
  build_ui
  build "$1" Release platform deploy/scripts/platform.slnf
}

# --- the page at / ---------------------------------------------------------------------------------------------------

UI=client-api/ui
build_ui() {
  local stamp
  [[ -f $ROOT/$UI/package.json ]] || return 0
  need_dotnet
  lock "$BUILD_LOCK" "$ARTIFACTS/.lock" "this checkout's build"
  stamp=$(stamp_of "$UI")
  if ! is_stamped "$ARTIFACTS/.built-ui" "$stamp" || [[ ! -f $ROOT/client-api/wwwroot/index.html ]]; then
    rm -f "$ARTIFACTS/.built-ui"
    install_node_packages "$UI"
    with_progress "building the page" "$ARTIFACTS/ui-build.log" npm --prefix "$ROOT/$UI" run build || die "the page could not be built."
    printf '%s' "$(stamp_of "$UI")" >"$ARTIFACTS/.built-ui"
  fi
  unlock "$BUILD_LOCK"
}
# install_node_packages FOLDER: `npm ci`, unless the lock file is the one that was installed.
install_node_packages() {
  local folder=$1 stamp file=$ROOT/$1/node_modules/.raposa-installed
  have npm || die "npm is missing: install Node.js 20 or newer (it brings npm)."
  stamp=$(cat "$ROOT/$folder/package.json" "$ROOT/$folder/package-lock.json" | sha256sum)
  is_stamped "$file" "$stamp" && return 0
  with_progress "installing the node packages of $folder" "$ARTIFACTS/npm-${folder//\//-}.log" \
    npm --prefix "$ROOT/$folder" ci --no-audit --no-fund --loglevel=error || die "npm could not install the packages of $folder."
  printf '%s' "$stamp" >"$file"
}

# --- the engine ------------------------------------------------------------------------------------------------------

# Whether the Orleans packages can be had is asked once for a set of versions and a day: a restore that fails takes long to say so.
orleans_restores() { # [now]
  local file=$ARTIFACTS/orleans/.restores key answer='' code=0
  need_dotnet
  key=$(cd "$ROOT" && { cat Directory.Packages.props Directory.Build.props; find . -path ./artifacts -prune -o -name node_modules -prune -o -name '*.csproj' -print0 | LC_ALL=C sort -z | xargs -0 cat
    cat NuGet.config nuget.config "${HOME:-/nonexistent}/.nuget/NuGet/NuGet.Config" 2>/dev/null || true
    dotnet --version
    printf "%s" "${OrleansVersion:-}${RestoreAdditionalProjectSources:-}"; } | sha256sum | cut -d' ' -f1)
  if [[ ${1:-} != now && -f $file && $(head -n1 "$file") == "$key" ]]; then answer=$(sed -n 2p "$file"); fi
  if [[ $answer == no && -n $(find "$file" -mmin +1440) ]]; then answer=; fi
  if [[ -z $answer ]]; then
    lock "$BUILD_LOCK" "$ARTIFACTS/.lock" "this checkout's build"
    note "asking whether the Orleans packages restore here"
    mkdir -p "$ARTIFACTS/orleans"
    timeout 300 dotnet restore "$ROOT/silo/Silo.csproj" -p:Engine=orleans -v q -nologo </dev/null >"$ARTIFACTS/orleans/restore.log" 2>&1 8>&- 9>&- || code=$?
    if ((code == 0)); then answer=yes; else answer=no; fi
    # A time-out says nothing: it is asked again next time.
    ((code == 124)) || printf '%s\n%s\n' "$key" "$answer" >"$file"
    unlock "$BUILD_LOCK"
  fi
  [[ $answer == yes ]]
}
why_orleans_does_not_restore() {
  sed -n 's/.*error \(NU[0-9]*: .*\)/\1/p' "$ARTIFACTS/orleans/restore.log" 2>/dev/null | sed 's/ \[.*//' | cut -c1-160 | head -n1
}

# choose_engine WANTED: sets ENGINE and ENGINE_REASON.
ENGINE='' ENGINE_REASON=''
choose_engine() {
  case $1 in
    local) ENGINE=local ENGINE_REASON="as asked" ;;
    orleans)
      orleans_restores || orleans_restores now || die "the Orleans packages do not restore here: $(why_orleans_does_not_restore)" \
        "'--engine local' runs without them."
      ENGINE=orleans ENGINE_REASON="as asked"
      ;;
    auto)
      if orleans_restores; then
        ENGINE=orleans ENGINE_REASON="its packages restore here"
      else
        ENGINE=local ENGINE_REASON="the Orleans packages do not restore here"
      fi
      ;;
    *) usage_error "--engine is auto, local or orleans, not '$1'" ;;
  esac
}
