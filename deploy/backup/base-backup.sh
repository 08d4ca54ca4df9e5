#!/bin/sh
# A base backup of the PostgreSQL server that has the registry and Temporal's databases.
#
#   base-backup.sh FOLDER
#
# The server is named by PostgreSQL's own variables: PGHOST, PGPORT, PGUSER, PGPASSWORD or PGPASSFILE. FOLDER must not exist or be empty. Between two base
# backups the server archives its write-ahead log (postgresql-archive.conf); restore-database.sh needs both.
set -eu
[ $# -eq 1 ] || { echo "usage: base-backup.sh FOLDER" >&2; exit 2; }
pg_basebackup --pgdata="$1" --format=plain --wal-method=stream --checkpoint=fast --no-password
echo "base backup in $1"
