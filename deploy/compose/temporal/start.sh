#!/bin/sh
# Starts Temporal's server on config/production.yaml, which takes the password from the environment.
set -eu
SQL_PASSWORD="$(cat "$SQL_PASSWORD_FILE")"
export SQL_PASSWORD
folder="$(cd "$(dirname "$0")" && pwd)"
export TEMPORAL_DYNAMIC_CONFIG="$folder/dynamic.yaml"
# Nobody outside this host reaches it: compose.yaml publishes it on the loopback interface.
exec "${TEMPORAL_SERVER:-temporal-server}" --root "$folder" --config config --env production --allow-no-auth start
