#!/bin/sh
# Stops the PostgreSQL server of this folder once no living process is on record in users/ for some seconds, then ends.
# It also ends when the server does. APES starts it in the folder, in a session of its own:
#     watchdog.sh SERVER_PID SERVER_START
# Before it stops the server it puts up the file "stopping" and looks at users/ again; whoever comes puts up its record
# first and then looks for that file. So one of the two always sees the other.
pid=$1 start=$2
idle=0 rounds=0

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

server_lives() {
  look "$pid"
  [ -n "$started" ] && [ "$started" = "$start" ]
}

in_use() {
  for user in users/*; do
    { read -r user_pid user_start <"$user"; } 2>/dev/null || continue
    look "$user_pid"
    [ -n "$started" ] && [ "$started" = "$user_start" ] && return 0
  done
  return 1
}

stop_server() {
  kill -INT "$pid"
  waits=0
  while server_lives; do
    sleep 0.2 2>/dev/null || sleep 1
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

while server_lives; do
  if in_use; then idle=0; else idle=$((idle + 1)); fi
  if [ "$idle" -ge 3 ]; then
    { : >stopping; } 2>/dev/null
    if in_use; then
      idle=0
    else
      stop_server
    fi
    rm -f stopping
  fi
  rounds=$((rounds + 1))
  [ $((rounds % 15)) -eq 0 ] && bound_log
  sleep 2
done
exit 0
