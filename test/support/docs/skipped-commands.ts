/** A command of the documentation that the check does not type; its options and arguments are compared with the program all the same. */
export interface SkippedCommand {
  readonly page: string;
  readonly command: string;
  readonly why: string;
  /** What is typed instead, so that later commands find what they need. Default: nothing. */
  readonly instead?: string;
}

const trains = 'trains for minutes; test/system has shorter ones';
const validated = 'trains for minutes; test/system/local/validate.test.ts has a shorter one';
const noServer = 'needs an MLflow server; test/proofs/mlflow.test.ts has one';
const noBucket = 'needs a bucket; test/stack/object-store-run.test.ts has one';
const oneChampion = 'needs an earlier champion in prod; test/system/promotion.test.ts has one';
const serves = 'serves until Ctrl-C; test/system/api.test.ts';
const noContainers = 'starts containers; test/stack/compose.test.ts runs what they are given';
const noCluster = 'needs a cluster; test/stack/helm.test.ts looks at what is rendered';
const decrypts = 'needs keys of payloads; test/system/codec.test.ts';
const works = 'runs until it is stopped; test/system/workers/worker-command.test.ts';
const packed = 'needs a registry of packages; npm run deploy:check -- --only package';
const imaged = 'needs a container engine; npm run deploy:check -- --only image';
const commands = 'docs/commands.md';
const deploy = 'docs/deploy.md';
const run = 'npm run shelfcast --';

/** Every command that is not typed, and why. The check fails on one that its page does not have any more. */
export const skippedCommands: readonly SkippedCommand[] = [
  { page: 'README.md', command: 'npm test', why: 'runs the tests' },
  { page: commands, command: 'npm start -- --once --json', why: 'a second stack on the same folder' },
  { page: commands, command: 'npm start -- --project ../my-project --ui-port 9000', why: "a reader's own project" },
  {
    page: commands,
    command: 'npm run doctor',
    why: 'looks at the whole set-up for half a minute; test/setup/doctor.test.ts',
  },
  { page: commands, command: `${run} init ../my-grocer`, why: 'writes next to the checkout; test/cli/init' },
  { page: commands, command: `${run} probe --port 9464`, why: 'needs a status server; test/cli/probe' },
  { page: commands, command: `${run} request --cutoff 1992-09-03 --wait`, why: trains },
  { page: commands, command: `${run} request --retrain large/fast --wait`, why: trains },
  { page: commands, command: `${run} run --local --project examples/grocer`, why: trains },
  {
    page: commands,
    command: `${run} backtest --cutoff 1992-08-13 --refit-every 1 --format json -o backtest.json`,
    why: trains,
    instead: `${run} backtest --cutoff 1992-08-13 --refit-every 1 --format json -o backtest.json --region urban --segment large/fast`,
  },
  {
    page: commands,
    command: `${run} backtest --set members.network.epochs=20 --format csv --rows -o b.csv`,
    why: trains,
    instead: `${run} backtest --set ensemble.calibrate=false --format csv --rows -o b.csv`,
  },
  { page: commands, command: `${run} rollback urban/large/fast --reason "orders too small"`, why: oneChampion },
  { page: commands, command: `${run} validate --project examples/grocer --quick`, why: validated },
  { page: commands, command: `${run} worker --queues orchestration`, why: works },
  { page: commands, command: `${run} worker --queues data,training,scoring`, why: works },
  { page: commands, command: `${run} api --port 9090`, why: serves },
  {
    page: 'docs/api.md',
    command: `${run} api --host 0.0.0.0 --access keys --name forecasts.example.com --tls-cert cert.pem --tls-key key.pem`,
    why: serves,
  },
  { page: commands, command: `${run} codec`, why: decrypts },
  { page: 'docs/encryption.md', command: 'export SHELFCAST_PAYLOAD_KEYS_FILE=/secrets/payload-keys', why: decrypts },
  { page: 'docs/encryption.md', command: `${run} codec --cors-origin http://127.0.0.1:8233`, why: decrypts },
  {
    page: 'docs/encryption.md',
    command: 'temporal workflow show --workflow-id region/dev/urban --codec-endpoint http://127.0.0.1:8081',
    why: decrypts,
  },
  {
    page: 'docs/encryption.md',
    command: `${run} codec --host 0.0.0.0 --access keys --name codec.example.com --tls-cert cert.pem --tls-key key.pem --cors-origin https://temporal.example.com`,
    why: decrypts,
  },
  {
    page: 'docs/api.md',
    command: `${run} api --host 0.0.0.0 --access oidc --oidc oidc.json --behind-tls`,
    why: 'serves until Ctrl-C; test/api/oidc has a provider',
  },
  { page: 'docs/api.md', command: `${run} keys revoke <id>`, why: 'needs a key; test/app/keys has some' },
  { page: commands, command: 'npm run demo', why: trains },
  {
    page: 'docs/grocer.md',
    command: `${run} generate --out /tmp/grocer --regions 14 --stores 50 --items 50 --weeks 470 --seed 1`,
    why: 'writes millions of rows; a smaller one is typed for docs/commands.md',
  },
  { page: deploy, command: 'docker build -f deploy/image/Dockerfile -t shelfcast:0.2.0 .', why: imaged },
  {
    page: deploy,
    command: 'docker run --rm --user 0 -v /srv:/project shelfcast:0.2.0 init my-grocer',
    why: imaged,
  },
  { page: deploy, command: 'cd deploy/compose', why: noContainers },
  { page: deploy, command: 'cp .env.example .env', why: noContainers },
  { page: deploy, command: './make-secrets.sh', why: noContainers },
  { page: deploy, command: 'docker compose up --detach --wait', why: noContainers },
  { page: deploy, command: 'docker compose run --rm shelfcast keys create ann --role admin', why: noContainers },
  {
    page: deploy,
    command: 'docker compose run --rm shelfcast request --env dev --region north --wait',
    why: noContainers,
  },
  { page: deploy, command: 'cp oidc.example.json oidc.json', why: noContainers },
  { page: deploy, command: 'install -m 0444 /dev/stdin secrets/oidc-client-secret', why: noContainers },
  { page: deploy, command: 'echo COMPOSE_FILE=compose.yaml:compose.oidc.yaml >> .env', why: noContainers },
  {
    page: deploy,
    command:
      'SHELFCAST_IMAGE=shelfcast:0.2.0 IMAGE=registry.example.com/grocer BUILD_ID=grocer-2026-48 PROJECT=/srv/my-grocer deploy/ci/pipeline.sh package',
    why: 'needs a registry of images; npm run deploy:check -- --only ci',
  },
  { page: deploy, command: 'cp deploy/helm/shelfcast/values-self-hosted.yaml values-prod.yaml', why: noCluster },
  { page: deploy, command: 'kubectl create namespace forecasts', why: noCluster },
  {
    page: deploy,
    command: 'kubectl -n forecasts create secret generic shelfcast-temporal --from-file=temporal.toml',
    why: noCluster,
  },
  {
    page: deploy,
    command: 'kubectl -n forecasts create secret generic shelfcast-registry --from-literal=password=…',
    why: noCluster,
  },
  {
    page: deploy,
    command:
      'kubectl -n forecasts create secret generic shelfcast-temporal-tls --from-file=ca.pem --from-file=client.pem --from-file=client.key',
    why: noCluster,
  },
  {
    page: deploy,
    command: 'kubectl -n forecasts create secret generic shelfcast-registry-ca --from-file=ca.pem',
    why: noCluster,
  },
  {
    page: deploy,
    command:
      'kubectl -n forecasts create secret generic shelfcast-objects --from-literal=AWS_ACCESS_KEY_ID=… --from-literal=AWS_SECRET_ACCESS_KEY=…',
    why: noCluster,
  },
  {
    page: deploy,
    command: 'kubectl -n forecasts create secret generic shelfcast-oidc --from-literal=client-secret=…',
    why: noCluster,
  },
  {
    page: deploy,
    command: 'kubectl -n forecasts create secret tls forecasts-tls --cert=tls.crt --key=tls.key',
    why: noCluster,
  },
  {
    page: deploy,
    command: 'helm install grocer deploy/helm/shelfcast -n forecasts -f values-prod.yaml',
    why: noCluster,
  },
  {
    page: deploy,
    command:
      'kubectl -n forecasts exec deploy/grocer-shelfcast-orchestration-grocer-2026-48 -- shelfcast keys create ann --role admin',
    why: noCluster,
  },
  {
    page: deploy,
    command:
      'kubectl -n forecasts exec deploy/grocer-shelfcast-orchestration-grocer-2026-48 -- shelfcast request --env dev --region north --wait',
    why: noCluster,
  },
  { page: deploy, command: 'kubectl -n forecasts port-forward service/grocer-shelfcast-api 8080:80', why: noCluster },
  { page: 'docs/mlflow.md', command: 'shelfcast mlflow export --dry-run', why: noServer },
  { page: 'docs/mlflow.md', command: 'shelfcast mlflow export', why: noServer },
  { page: 'docs/mlflow.md', command: 'shelfcast mlflow status', why: noServer },
  { page: 'docs/mlflow.md', command: 'SHELFCAST_MLFLOW=on npm start', why: noServer },
  {
    page: 'docs/models.md',
    command: 'shelfcast backtest --windows 8 --format csv --rows -o a.csv',
    why: trains,
    instead: 'cp rows.csv a.csv',
  },
  {
    page: 'docs/models.md',
    command: 'shelfcast backtest --windows 8 --format csv --rows -o b.csv --set members.network.epochs=20',
    why: trains,
  },
  {
    page: 'docs/operations.md',
    command: 'shelfcast rollback urban/large/fast --reason "orders too small"',
    why: oneChampion,
  },
  {
    page: 'docs/operations.md',
    command: 'shelfcast rollback urban/large/fast --to <version> --reason "orders too small"',
    why: oneChampion,
  },
  ...[
    'npm pack',
    'npm install ./shelfcast-0.2.0.tgz',
    'npx shelfcast init my-grocer',
    'cd my-grocer',
    'npx shelfcast dev',
  ].map((command) => ({ page: 'docs/package.md', command, why: packed })),
  ...[
    'docker build -f deploy/image/Dockerfile -t shelfcast .',
    'docker run --rm shelfcast --version',
    'docker run --read-only --tmpfs /tmp -v state:/var/lib/shelfcast -v "$PWD:/project:ro" --env-file servers.env shelfcast worker --queues training',
  ].map((command) => ({ page: 'docs/package.md', command, why: imaged })),
  { page: 'docs/pull-requests.md', command: 'shelfcast run --local', why: trains },
  { page: 'docs/pull-requests.md', command: 'shelfcast run --local --region urban --cutoff 1992-09-03', why: trains },
  { page: 'docs/pull-requests.md', command: 'shelfcast validate', why: validated },
  { page: 'docs/pull-requests.md', command: 'shelfcast validate --quick --junit validation.xml', why: validated },
  {
    page: 'docs/storage.md',
    command: 'export AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…',
    why: noBucket,
  },
  { page: 'docs/storage.md', command: 'SHELFCAST_ARTIFACTS=s3://forecasts/prod npm start', why: noBucket },
];
