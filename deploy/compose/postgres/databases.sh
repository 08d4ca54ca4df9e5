#!/bin/sh
# Databases and their owners, in the first start of PostgreSQL. psql reads the passwords itself: they appear in no list of processes.
set -eu
export SECRETS="${SECRETS:-/run/secrets}"
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set temporal_password `cat "$SECRETS/temporal-database-password"`
\set registry_password `cat "$SECRETS/registry-database-password"`
create role temporal login password :'temporal_password';
create role shelfcast login password :'registry_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
create database shelfcast owner shelfcast;
revoke all on database temporal, temporal_visibility, shelfcast, postgres from public;
SQL
