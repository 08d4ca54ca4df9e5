#!/usr/bin/env bash
# Continuous integration and delivery of a project. Copy deploy/ci to ci/ of its repository; any CI system calls this script:
#
#   ci/pipeline.sh pull-request       unit tests with a floor for coverage, lint, validation on the data that is checked in
#   ci/pipeline.sh validate           validation with whole trainings, of every region: minutes to hours
#   ci/pipeline.sh package            the project as an image, on top of that of Shelfcast; or as an archive
#   ci/pipeline.sh gate <env>         replays recent runs with this build; champions and candidates must be approved and traceable
#   ci/pipeline.sh deploy <env>       rolls the image out with the Helm chart, next to the workers that run
#   ci/pipeline.sh set-current <env>  gives the new build new work, and has regions retrain what other code has trained
#   ci/pipeline.sh main               validate, package, deploy dev, set-current dev
#   ci/pipeline.sh release            gate prod, deploy prod, set-current prod
#
# Settings, all from the environment:
#   SHELFCAST          the command (npx shelfcast)
#   PROJECT            folder of the project (.)
#   REPORTS            folder for reports (reports)
#   COVERAGE_FLOOR     percent of the lines of the project's own code that unit tests run at least (80)
#   BUILD_ID           name of the build (the commit)
#   SHELFCAST_IMAGE    image of Shelfcast to build on; with IMAGE, the name of the project's image. Without: an archive is written
#   CONTAINER_TOOL     docker, podman or buildah (docker)
#   CHART, VALUES      Helm chart, and the file of values of an environment (deploy/helm/shelfcast, values-<env>.yaml)
#   RELEASE, NAMESPACE of Helm (shelfcast-<env>)
#   PREVIOUS_BUILDS    JSON of the builds whose workers stay, [{"id": …, "tag": …}] (those that are not drained, as Temporal says)
#   REGISTRY_USER, REGISTRY_PASSWORD  to log in to the registry of IMAGE before it is pushed (not set: the tool has logged in already)
# and, for gate, deploy and set-current, what Shelfcast needs to find the servers: docs/setup.md.
set -euo pipefail

SHELFCAST=${SHELFCAST:-npx shelfcast}
PROJECT=${PROJECT:-.}
REPORTS=${REPORTS:-reports}
COVERAGE_FLOOR=${COVERAGE_FLOOR:-80}
CONTAINER_TOOL=${CONTAINER_TOOL:-docker}
CHART=${CHART:-deploy/helm/shelfcast}

say() { printf '\n== %s\n' "$*" >&2; }

# Words of $SHELFCAST are a command and its first arguments.
cli() { command $SHELFCAST "$@"; }

build_id() { printf '%s' "${BUILD_ID:-$(git -C "$PROJECT" rev-parse --short=12 HEAD)}"; }

environment() {
  [ -n "${1:-}" ] || { echo "which environment? $0 $step dev" >&2; exit 2; }
  printf '%s' "$1"
}

# Makes the folder of reports, and names it so that it can be found from everywhere.
make_reports() {
  mkdir -p "$REPORTS"
  REPORTS=$(cd "$REPORTS" && pwd)
}

pull_request() {
  make_reports
  say 'lint'
  (cd "$PROJECT" && npm run lint --if-present)
  say "unit tests; coverage of at least $COVERAGE_FLOOR% of the lines"
  (
    cd "$PROJECT" && npx vitest run \
      --reporter=default --reporter=junit --outputFile.junit="$REPORTS/unit.xml" \
      --coverage.enabled --coverage.provider=v8 --coverage.reporter=text --coverage.reporter=lcovonly \
      --coverage.reportsDirectory="$REPORTS/coverage" --coverage.include='conditioners/**' --coverage.include='features/**' \
      --coverage.thresholds.lines="$COVERAGE_FLOOR"
  )
  say 'validation on the data that is checked in'
  cli validate --project "$PROJECT" --quick --junit "$REPORTS/validation.xml"
}

validate() {
  make_reports
  say 'validation of every region with whole trainings'
  cli validate --project "$PROJECT" --junit "$REPORTS/validation.xml"
}

package() {
  local id; id=$(build_id)
  if [ -z "${SHELFCAST_IMAGE:-}" ] || [ -z "${IMAGE:-}" ]; then
    say "project-$id.tar.gz: give SHELFCAST_IMAGE and IMAGE for an image"
    make_reports
    tar --create --gzip --file "$REPORTS/project-$id.tar.gz" --directory "$PROJECT" \
      --exclude=./node_modules --exclude=./.shelfcast --exclude=./.git --exclude=./landing --exclude="./$(basename "$REPORTS")" .
    return
  fi
  say "image $IMAGE:$id on $SHELFCAST_IMAGE"
  case $CONTAINER_TOOL in
    buildah) local build=(buildah build) ;;
    *) local build=("$CONTAINER_TOOL" build) ;;
  esac
  log_in
  "${build[@]}" --build-arg "SHELFCAST_IMAGE=$SHELFCAST_IMAGE" --build-arg "BUILD_ID=$id" \
    --file "$here/Dockerfile" --tag "$IMAGE:$id" "$PROJECT"
  "$CONTAINER_TOOL" push "$IMAGE:$id"
}

log_in() {
  [ -n "${REGISTRY_USER:-}" ] || return 0
  printf '%s' "${REGISTRY_PASSWORD:?the password or token of $REGISTRY_USER}" |
    "$CONTAINER_TOOL" login --username "$REGISTRY_USER" --password-stdin "${IMAGE%%/*}"
}

# Of the builds that Temporal knows of an environment, those that have something to end, as the chart wants them. The tag of an image is its build.
unfinished_builds() {
  cli deployment show --project "$PROJECT" --env "$1" --json | BUILD=$(build_id) node -e '
    const versions = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const needed = versions.filter(({ buildId, state, pinned }) =>
      buildId !== process.env.BUILD && (pinned > 0 || !["drained", "inactive"].includes(state)));
    process.stdout.write(JSON.stringify(needed.map(({ buildId }) => ({ id: buildId, tag: buildId }))));'
}

gate() {
  local env; env=$(environment "${1:-}")
  say "runs of $env continue with build $(build_id) as they did"
  cli replay --project "$PROJECT" --env "$env" --since 30d
  say "models of $env are approved and traceable"
  cli policy check --project "$PROJECT" --env "$env"
  say 'nobody has changed the audit trail'
  cli audit verify --project "$PROJECT"
}

deploy() {
  local env; env=$(environment "${1:-}")
  local id; id=$(build_id)
  : "${IMAGE:?the name of the image that package pushed}"
  local release=${RELEASE:-shelfcast-$env} namespace=${NAMESPACE:-shelfcast-$env}
  local previous=${PREVIOUS_BUILDS:-[]} remove=()
  # A first release has none, and perhaps no namespace with Temporal yet.
  if [ -z "${PREVIOUS_BUILDS:-}" ] && helm status "$release" --namespace "$namespace" >/dev/null; then
    previous=$(unfinished_builds "$env")
    # The others have nothing left to end.
    remove=(--set build.removeOthers=true)
  fi
  say "build $id in $env, next to the workers of $previous"
  helm upgrade --install "$release" "$CHART" --namespace "$namespace" --create-namespace \
    --values "${VALUES:-values-$env.yaml}" --set-string "build.id=$id" --set-json "build.previous=$previous" \
    ${remove[@]+"${remove[@]}"} \
    --set-string "image.repository=$IMAGE" --set-string "image.tag=$id" --atomic --timeout 60m
}

set_current() {
  local env; env=$(environment "${1:-}")
  say "build $(build_id) is current in $env"
  SHELFCAST_BUILD_ID=$(build_id) cli deployment set-current --project "$PROJECT" --env "$env"
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
step=${1:-}
shift || true
case $step in
  pull-request) pull_request ;;
  validate) validate ;;
  package) package ;;
  gate) gate "$@" ;;
  deploy) deploy "$@" ;;
  set-current) set_current "$@" ;;
  main) validate; package; deploy dev; set_current dev ;;
  release) gate prod; deploy prod; set_current prod ;;
  *)
    sed -n '2,12p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//' >&2
    exit 2
    ;;
esac
