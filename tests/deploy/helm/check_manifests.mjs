// Checks manifests against the schemas of Kubernetes and of the Prometheus operator: node check_manifests.mjs FILE KIND...
//
// Every object must be valid, must have no property that the schema does not know, and the file must have these kinds, in any
// order. The schemas of kubernetes-models accept unknown properties, so the check notes which properties the validator reads:
// a property that it never reads is unknown.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

async function modelOf({ apiVersion, kind }) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const module = group === "monitoring.coreos.com" ? "@kubernetes-models/prometheus-operator" : "kubernetes-models";
  return (await import(`${module}/${group ? `${group}/` : ""}${version}`))[kind];
}

// Returns a view of `value` that notes in `unread` which properties below `path` nobody has read.
function watch(value, path, unread) {
  if (value === null || typeof value !== "object") return value;
  const views = new Map();
  if (!Array.isArray(value)) for (const key of Object.keys(value)) unread.add(`${path}.${key}`);
  return new Proxy(value, {
    get(target, key) {
      if (typeof key !== "string" || !Object.hasOwn(target, key)) return target[key];
      unread.delete(`${path}.${key}`);
      if (!views.has(key)) views.set(key, watch(target[key], `${path}.${key}`, unread));
      return views.get(key);
    },
  });
}

async function problemsOf(object) {
  const Model = await modelOf(object);
  if (!Model) return [`${object.apiVersion} ${object.kind}: no such kind`];
  const unread = new Set();
  const seen = watch(object, object.kind, unread);
  try {
    Model.prototype.validate.call(seen);
  } catch (error) {
    return [`${object.kind} ${object.metadata?.name}: ${error.message}`];
  }
  return [...unread].map((path) => `${path}: unknown property`);
}

const [file, ...kinds] = process.argv.slice(2);
const objects = parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS()).filter(Boolean);
const problems = (await Promise.all(objects.map(problemsOf))).flat();
const found = objects.map(({ kind }) => kind).sort();
if (found.join() !== [...kinds].sort().join()) problems.push(`the kinds are ${found}, not ${kinds.sort()}`);
if (problems.length > 0) {
  console.error(problems.map((problem) => `${file}: ${problem}`).join("\n"));
  process.exit(1);
}
