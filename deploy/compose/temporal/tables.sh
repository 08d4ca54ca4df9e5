#!/bin/sh
# Makes the tables of Temporal in its two databases, or brings them to the version of the tool. Can run again.
set -eu
SQL_PASSWORD="$(cat "$SQL_PASSWORD_FILE")"
export SQL_PASSWORD
tool="${TEMPORAL_SQL_TOOL:-temporal-sql-tool}"

tables() {
  database="$1" schema="$2"
  "$tool" --plugin postgres12 --database "$database" setup-schema --version 0.0
  "$tool" --plugin postgres12 --database "$database" update-schema --schema-name "postgresql/v12/$schema"
}

tables temporal temporal
tables temporal_visibility visibility
