#!/bin/sh
# Stops the PostgreSQL server of this folder once no living process has been on record in users/ for some seconds, then
# ends. It also ends when the server does. APES starts it in the folder, in a session of its own, in one of two ways:
#     watchdog.sh run COMMAND...         starts the server, too, so that there is never one without a watchdog
#     watchdog.sh watch PID START        for a server that runs, when its watchdog was killed
# Before it stops the server it puts up a file stopping-* and looks at users/ again; whoever comes puts up its record
# first and then looks for such files. So one of the two always sees the other.

# Sets $started to the start time of process $1, or to nothing when it is gone or a zombie (as Processes.java does).
look() {
  started=
  if [ -r /proc/self/stat ]; then
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
    set -- ${line##*") "}
    case $1 in Z | X) return 0 ;; esac
    shift 19
    started=$1
  else
    set -- $(LC_ALL=C TZ=UTC ps -o lstart= -p "$1" 2>/dev/null)
    started=$*
  fi
}

lives() {
  look "$1"
  [ -n "$started" ] && [ "$started" = "$2" ]
}

nap() {
  sleep "0.$1" 2>/dev/null || sleep 1
}

# Puts itself and the server that it watches on record.
record() {
  printf '%s %s\n%s\n' "$$" "$self" "$1" >"watchdog.new-$$" && mv "watchdog.new-$$" watchdog
}

# Starts the server and finds out its pid: that of the command, or of a child when the command switches the user.
run() {
  "$@" </dev/null >>server.log 2>&1 &
  command=$!
  look "$command"
  begin=$started
  while lives "$command" "$begin"; do
    pid=
    { read -r pid <data/postmaster.pid; } 2>/dev/null
    look "${pid:-none}"
    start=$started
    [ "$pid" = "$command" ] && [ -n "$start" ] && return 0
    # not the pid that an earlier server left there: this process is younger than the command
    [ -n "$start" ] && [ "$start" -ge "$begin" ] 2>/dev/null && return 0
    nap 1
  done
  exit 1
}

in_use() {
  for user in users/*; do
    { read -r user_pid user_start <"$user"; } 2>/dev/null || continue
    lives "$user_pid" "$user_start" && return 0
  done
  return 1
}

stop_server() {
  kill -INT "$pid"
  waits=0
  while lives "$pid" "$start"; do
    nap 2
    waits=$((waits + 1))
    # a fast shutdown that hangs; the next start recovers
    [ "$waits" -eq 300 ] && kill -QUIT "$pid"
  done
}

# The server appends, so it goes on writing at the new end.
bound_log() {
  size=$(wc -c <server.log 2>/dev/null) || return 0
  [ "$size" -gt 4000000 ] && cp server.log server.log.1 && : >server.log
}

look "$$"
self=$started
mode=$1
shift
case $mode in
  run)
    record -
    run "$@"
    ;;
  watch)
    pid=$1 start=$2
    ;;
esac
record "$pid $start"

idle=0 rounds=0
while lives "$pid" "$start"; do
  if in_use; then idle=0; else idle=$((idle + 1)); fi
  if [ "$idle" -ge 3 ]; then
    { printf '%s %s\n' "$$" "$self" >"stopping-$$"; } 2>/dev/null
    if in_use; then
      idle=0
    else
      stop_server
    fi
    rm -f "stopping-$$"
  fi
  rounds=$((rounds + 1))
  [ $((rounds % 15)) -eq 0 ] && bound_log
  sleep 2
done
exit 0
