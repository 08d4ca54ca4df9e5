#!/bin/sh
# Starts the object store: a folder below $OBJECTS_FOLDER is a bucket. It takes the keys that its clients have.
set -eu
key() { sed -n "s/^$1 *= *//p" "$OBJECTS_CREDENTIALS_FILE"; }
ROOT_ACCESS_KEY="$(key aws_access_key_id)"
ROOT_SECRET_KEY="$(key aws_secret_access_key)"
export ROOT_ACCESS_KEY ROOT_SECRET_KEY
mkdir -p "$OBJECTS_FOLDER/shelfcast"
exec "${VERSITYGW:-versitygw}" --port "$OBJECTS_PORT" --health /health --quiet posix "$OBJECTS_FOLDER"
