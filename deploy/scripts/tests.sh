# shellcheck shell=bash disable=SC2034 # EXPLAINED is read by the script itself
# All tests, on each engine that compiles here, summed to one line. Each run leaves a file of results; only those are counted.

TOTAL_PASSED=0 TOTAL_FAILED=0 TOTAL_SKIPPED=0
count() { # PASSED FAILED SKIPPED
  TOTAL_PASSED=$((TOTAL_PASSED + $1)) TOTAL_FAILED=$((TOTAL_FAILED + $2)) TOTAL_SKIPPED=$((TOTAL_SKIPPED + $3))
}

# What failed, a line each. It is said once more before the total: whoever sees only the end of a long log must find it there.
FAILURES=()
failure() { # WHERE AND WHAT
  FAILURES+=("$1")
}
# What is no single test's failure counts as one.
one_failure() { # WHERE AND WHAT
  count 0 1 0
  failure "$1"
}

show_test_total() {
  if ((${#FAILURES[@]})); then
    say "Failed:"
    printf '  %s\n' "${FAILURES[@]}"
    say ""
  fi
  say "$TOTAL_PASSED passed, $TOTAL_FAILED failed, $TOTAL_SKIPPED skipped"
}

# Whatever the tests start carries this name in its environment, and whatever they write lies in this folder: so nothing of theirs outlives them.
TEST_RUN='' TEST_FOLDER=''
open_test_folder() {
  TEST_RUN=raposa-test-$$-$RANDOM
  local parent=${TMPDIR:-/tmp}
  if ((${#parent} > 40)); then parent=/tmp; fi # sockets lie in it, whose paths may have 107 bytes
  TEST_FOLDER=$(mktemp -d "$parent/raposa-test.XXXXXX")
  chmod 755 "$TEST_FOLDER" # PostgreSQL's own user must get through, when we are root
}
close_test_folder() {
  local file pid
  [[ -n $TEST_FOLDER ]] || return 0
  processes_with environ -zFx "RAPOSA_TEST_RUN=$TEST_RUN" | signal_each KILL
  # A server that was started with a clean environment is known by its folder. SIGQUIT: end at once, there is nothing to keep.
  find "$TEST_FOLDER" -name postmaster.pid -print 2>/dev/null | while read -r file; do
    pid=$(head -n1 "$file")
    if tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qFx -- "${file%/*}"; then kill -QUIT "$pid" 2>/dev/null || true; fi
  done
  rm -rf "$TEST_FOLDER" 2>/dev/null || { sleep 1; rm -rf "$TEST_FOLDER" || true; }
  TEST_FOLDER=
}

# What became of one result of such a file; nothing of what is none.
TRX_KIND='function kind(outcome) {
  if (!match($0, /outcome="[A-Za-z]+"/)) return ""
  outcome = substr($0, RSTART + 9, RLENGTH - 10)
  return outcome == "Passed" ? "passed" : outcome == "NotExecuted" ? "skipped" : "failed"
}'
# count_trx FILE: prints "passed failed skipped" of a VSTest result file, by its single results: its own counters leave out xunit's skips.
count_trx() {
  awk "$TRX_KIND"' BEGIN { RS = "<UnitTestResult[ \t\r\n]" }
    NR > 1 { number[kind()]++ }
    END { printf "%d %d %d\n", number["passed"], number["failed"], number["skipped"] }' "$1"
}
# results_of_trx FILE failed|skipped: one line for each test that ended so, with its reason.
results_of_trx() {
  awk -v wanted="$2" "$TRX_KIND"' BEGIN { RS = "<UnitTestResult[ \t\r\n]" }
    NR > 1 && kind() == wanted {
      name = $0; sub(/.*testName="/, "", name); sub(/".*/, "", name)
      reason = "no reason given"
      if (match($0, wanted == "failed" ? "<Message>[^<]*" : "<(Message|StdOut)>[^<]*")) { reason = substr($0, RSTART, RLENGTH); sub(/^<[A-Za-z]+>/, "", reason) }
      gsub(/[ \t\r\n]+/, " ", reason)
      print name ": " substr(reason, 1, 400)
    }' "$1" | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&#xD;//g; s/&#xA;/ /g; s/&amp;/\&/g'
}

# run_dotnet_tests ENGINE PROJECT [FILTER]
run_dotnet_tests() {
  local engine=$1 project=$2 filter=$3 results trx counts passed failed skipped line arguments=() code=0
  local assembly=$ARTIFACTS/$engine/bin/$project/debug/Raposa.$project.dll
  results=$ARTIFACTS/$engine/test-results trx=$results/$project.trx
  mkdir -p "$results"
  rm -f "$trx"
  say ""
  say "Raposa.$project on the $engine engine"
  if [[ -n $filter ]]; then arguments=(--filter "FullyQualifiedName~$filter"); fi
  mkfifo "$TEST_FOLDER/output"
  show_test_progress "$results/$project.log" <"$TEST_FOLDER/output" 8>&- 9>&- &
  local shown=$! waited=0
  # A test that hangs for ten minutes ends the run and is named, so that this ends by itself.
  env "${SHORT_LIVED[@]}" "RAPOSA_TEST_RUN=$TEST_RUN" "TMPDIR=$TEST_FOLDER" "RAPOSA_ENGINE=$engine" \
    dotnet test "$assembly" --logger "trx;LogFileName=$trx" --logger 'console;verbosity=normal' --results-directory "$results" \
    --blame-hang --blame-hang-timeout 10m --blame-hang-dump-type none "${arguments[@]}" \
    </dev/null >"$TEST_FOLDER/output" 2>&1 8>&- 9>&- &
  WORKING=$!
  wait "$WORKING" || code=$?
  WORKING=
  # A server that a test left behind may hold the pipe open; the tests themselves are done.
  while kill -0 "$shown" 2>/dev/null && ((++waited < 50)); do sleep 0.1; done
  kill "$shown" 2>/dev/null || true
  rm -f "$TEST_FOLDER/output"
  if [[ ! -s $trx ]]; then
    if [[ -n $filter ]] && ((code == 0)); then note "no test here has '$filter' in its name."; return 0; fi
    tail -n 20 "$results/$project.log" >&2
    warn "Raposa.$project left no results (exit code $code); that counts as one failure."
    one_failure "$engine: Raposa.$project left no results (exit code $code)"
    return 0
  fi
  counts=$(count_trx "$trx")
  read -r passed failed skipped <<<"$counts"
  count "$passed" "$failed" "$skipped"
  results_of_trx "$trx" skipped | sed 's/^/  skipped: /'
  while IFS= read -r line; do failure "$engine: $line"; done < <(results_of_trx "$trx" failed)
  if [[ -n $filter && $counts == '0 0 0' && $code == 0 ]]; then note "no test here has '$filter' in its name."; return 0; fi
  note "$passed passed, $failed failed, $skipped skipped"
  if ((code != 0 && failed == 0)); then
    tail -n 20 "$results/$project.log" >&2
    warn "Raposa.$project ended with exit code $code although no single test failed; that counts as one failure."
    one_failure "$engine: Raposa.$project ended with exit code $code although no single test failed"
  fi
}
# Keeps the whole log, and shows of it what failed, in full, and how far things are.
show_test_progress() {
  tee "$1" | awk '
    /^ *Passed .* \[[^]]*s\]$/ { passed++; failing = 0; if (passed % 100 == 0) { print "  " passed " passed so far"; fflush() } next }
    /^ *Skipped / { failing = 0; next }
    /^ *Failed .* \[[^]]*s\]$/ { failing = 1 }
    /^(Test Run|Total tests:|Results File:|A total of|Starting test|VSTest|Attachments:|\[xUnit)/ { failing = 0 }
    /The active test run was aborted|Test host process crashed|hang|^ *error / { print; fflush(); next }
    failing { print; fflush() }'
}

# run_ui_tests: the page's unit tests, where there are any.
run_ui_tests() {
  local file=$ARTIFACTS/ui-tests.json code=0 counts passed failed skipped line
  [[ -f $ROOT/$UI/package.json && -n $(find "$ROOT/$UI/src" -name '*.test.ts' -o -name '*.test.tsx' 2>/dev/null | head -n1) ]] || return 0
  say ""
  say "the page's unit tests"
  install_node_packages "$UI"
  if grep -q '"typecheck"' "$ROOT/$UI/package.json"; then
    with_progress "checking the page's types" "$ARTIFACTS/ui-types.log" npm --prefix "$ROOT/$UI" run typecheck ||
      one_failure "page: its types do not check"
  fi
  rm -f "$file"
  (cd "$ROOT/$UI" && exec env NO_COLOR=1 npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$file") </dev/null >"$ARTIFACTS/ui-tests.log" 2>&1 8>&- 9>&- &
  WORKING=$!
  wait "$WORKING" || code=$?
  WORKING=
  ((code == 0)) || tail -n 60 "$ARTIFACTS/ui-tests.log"
  counts=$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    for (const f of r.testResults) for (const t of f.assertionResults) if (t.status !== "passed" && t.status !== "failed") console.error("  skipped: " + t.fullName + ": " + t.status);
    const broken = r.testResults.filter(f => f.status === "failed" && f.assertionResults.length === 0).length;
    console.log(r.numPassedTests, r.numFailedTests + broken, r.numPendingTests + r.numTodoTests)' "$file") || counts='0 1 0'
  read -r passed failed skipped <<<"$counts"
  while IFS= read -r line; do failure "page: $line"; done < <(sed -n 's/^ *FAIL *//p' "$ARTIFACTS/ui-tests.log" | sort -u)
  if ((code != 0 && failed == 0)); then
    failed=1
    failure "page: vitest ended with exit code $code although no single test failed"
  fi
  count "$passed" "$failed" "$skipped"
  note "$passed passed, $failed failed, $skipped skipped"
}

# run_node_tests: tests/Node/*.test.mjs with Node's own runner, against public client libraries.
run_node_tests() {
  local log=$ARTIFACTS/node-tests.log code=0 passed failed skipped line
  [[ -n $(find "$ROOT/tests/Node" -maxdepth 1 -name '*.test.mjs' 2>/dev/null | head -n1) ]] || return 0
  say ""
  say "tests in Node"
  if [[ -f $ROOT/tests/Node/package-lock.json ]]; then install_node_packages tests/Node; fi
  (
    cd "$ROOT/tests/Node" && exec env "RAPOSA_TEST_RUN=$TEST_RUN" "TMPDIR=$TEST_FOLDER" node --test --test-reporter=tap ./*.test.mjs
  ) </dev/null >"$log" 2>&1 8>&- 9>&- &
  WORKING=$!
  wait "$WORKING" || code=$?
  WORKING=
  passed=$(sed -n 's/^# pass //p' "$log") failed=$(sed -n 's/^# fail //p' "$log") skipped=$(sed -n 's/^# skipped //p' "$log")
  if ((code != 0)); then
    cat "$log"
    while IFS= read -r line; do failure "Node: $line"; done < <(sed -n 's/^ *not ok [0-9]* - //p' "$log")
    if [[ ${failed:-0} == 0 ]]; then
      failed=1
      failure "Node: the tests ended with exit code $code although no single test failed"
    fi
  fi
  sed -n 's/^ *ok [0-9]* - \(.*\) # SKIP *\(.*\)/  skipped: \1: \2/p' "$log"
  count "${passed:-0}" "${failed:-0}" "${skipped:-0}"
  note "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
}

has_browser_tests() { [[ -n $(find "$ROOT/tests/Browser" -name '*.cs' -not -path '*/bin/*' -not -path '*/obj/*' 2>/dev/null | head -n1) ]]; }

run_tests_on() { # ENGINE FILTER
  COMPILER_STAYS=yes
  build "$1" Debug tests tests/Tests.csproj tests
  if has_browser_tests; then build "$1" Debug browser tests/Browser/Browser.csproj tests; fi
  # No test runs a benchmark, so nothing else would notice one that no longer compiles.
  if [[ $1 == local && -z $2 ]]; then build local Debug benchmarks tests/Benchmarks/Benchmarks.csproj tests; fi
  COMPILER_STAYS=no
  end_compiler
  run_dotnet_tests "$1" Tests "$2"
  if has_browser_tests; then run_dotnet_tests "$1" Browser "$2"; fi
}

TEST_TOTAL_DUE=no # the closing line is printed however this ends
test_all() { # [FILTER]
  local filter=${1:-}
  TEST_TOTAL_DUE=yes
  need_postgres || warn "PostgreSQL with pgvector cannot be had here: tests that need it are skipped."
  if has_browser_tests && ! find_chromium >/dev/null; then
    say "Bringing a browser for the tests"
    if have apt-get; then need_apt_lists; apt_install chromium; else warn "no chromium here: tests that need it are skipped."; fi
  fi
  if [[ -n $PG_BIN ]]; then
    choose_pg_user
    export RAPOSA_TEST_PG_BIN=$PG_BIN
    if am_root; then export RAPOSA_TEST_PG_USER=$PG_USER; fi
  fi
  RAPOSA_TEST_CHROMIUM=$(find_chromium || true)
  export RAPOSA_TEST_CHROMIUM
  bring_python
  export RAPOSA_TEST_PYTHON=$PYTHON_PACKAGES
  unset RAPOSA_POSTGRES RAPOSA_DATA # the tests make their own
  open_test_folder
  build_ui
  run_tests_on local "$filter"
  if [[ -z $filter ]]; then
    run_ui_tests
    run_node_tests
  fi
  say ""
  if orleans_restores; then
    run_tests_on orleans "$filter"
  else
    say "Not run on the Orleans engine: its packages do not restore here ($(why_orleans_does_not_restore))."
  fi
  close_test_folder
  say ""
  if ((TOTAL_PASSED + TOTAL_FAILED == 0)); then
    warn "no test ran${filter:+ whose name holds $filter}."
    TOTAL_FAILED=1
  fi
  EXPLAINED=yes TEST_TOTAL_DUE=no
  show_test_total
  ((TOTAL_FAILED == 0))
}
