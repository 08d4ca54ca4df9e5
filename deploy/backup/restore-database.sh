#!/bin/sh
# Makes the data folder of a PostgreSQL server from a base backup and the archived write-ahead log.
#
#   restore-database.sh BASE ARCHIVE DATA [MOMENT]
#
# BASE      folder of a base backup, made by base-backup.sh
# ARCHIVE   folder of the archived write-ahead log
# DATA      the new data folder; must not exist
# MOMENT    ISO 8601: the state at this moment, e.g. the "restorableTo" of the copy of the artifacts. Left out: all that was archived.
#
# Start the server on DATA afterwards, as the user who runs this. It replays the log and then takes connections. If its log says "recovery ended before configured
# recovery target was reached", nothing was committed after MOMENT: restore again without it.
set -eu
[ $# -ge 3 ] && [ $# -le 4 ] || { echo "usage: restore-database.sh BASE ARCHIVE DATA [MOMENT]" >&2; exit 2; }
base=$1 archive=$2 data=$3 moment=${4-}
[ -f "$base/PG_VERSION" ] || { echo "$base is no base backup: it has no PG_VERSION" >&2; exit 1; }
[ -d "$archive" ] || { echo "there is no archive $archive" >&2; exit 1; }
# PostgreSQL knows no "Z" for UTC.
case $moment in *Z) moment=${moment%Z}+00 ;; esac
[ ! -e "$data" ] || { echo "$data exists already; name a new folder, or move it away" >&2; exit 1; }
cp -R "$base" "$data"
chmod 700 "$data"
{
  echo "restore_command = 'cp \"$archive/%f\" \"%p\"'"
  echo "recovery_target_action = 'promote'"
  [ -z "$moment" ] || echo "recovery_target_time = '$moment'"
} >> "$data/postgresql.auto.conf"
touch "$data/recovery.signal"
echo "data folder $data is ready; start PostgreSQL on it"
