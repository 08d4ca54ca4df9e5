#!/bin/sh
# Writes the passwords of compose.yaml to secrets/, once; what is there stays. On this host the folder is open to its owner alone;
# each container sees only the files that it is given, and reads them as a user of its own.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
cd secrets

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Writes standard input to a file, unless it is there.
write() {
  if [ -e "$1" ]; then
    cat >/dev/null
  else
    cat >"$1.new"
    chmod 0444 "$1.new"
    mv "$1.new" "$1"
    echo "wrote secrets/$1"
  fi
}

random | write postgres-password
random | write temporal-database-password
random | write registry-database-password
random | write grafana-admin-password
printf '[default]\naws_access_key_id = shelfcast\naws_secret_access_key = %s\n' "$(random)" | write object-store-credentials
