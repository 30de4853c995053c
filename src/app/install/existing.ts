import { canonicalName } from "../../graph/index.ts";
import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import { parseVersion } from "../../model/version.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, items, nodeAt, parseYaml, scalarText, toValue } from "../../yaml/index.ts";

/** An application that a cluster has. */
export interface ExistingApplication {
  readonly name: string;
  readonly namespace: string;
  /** Canonical, as `bp-x`. */
  readonly blueprint: string;
  readonly version: string;
  readonly values: JsonObject;
}

/**
 * Reads what is installed: what `kubectl get applications -A -o json` or `kubectl get helmreleases -A -o json` prints, a
 * report of `bp plan install`, or a plain list of `{name, namespace, blueprint, version, values}`; JSON or YAML. A release
 * of a chart that is no blueprint's is passed over.
 * @throws BpError MATERIAL with the place of an entry that says too little
 */
export function readExisting(text: string, file: string): readonly ExistingApplication[] {
  const { documents, findings } = parseYaml(text, file);
  const [fault] = findings;
  if (fault !== undefined)
    throw new BpError("MATERIAL", `${file}:${fault.line}: ${fault.message}`, {
      hint: "give what `kubectl get applications -A -o json` prints",
    });
  return documents
    .flatMap(({ root }) => entriesOf(root))
    .filter((node) => !isForeign(node))
    .map((node) => applicationOf(node));
}

function entriesOf(root: YamlNode | undefined): readonly YamlNode[] {
  if (root?.kind === "sequence") return root.items;
  const list = entry(root, "items") ?? entry(root, "applications");
  if (list !== undefined) return items(list);
  return root?.kind === "mapping" ? [root] : [];
}

function isForeign(node: YamlNode): boolean {
  const chart = scalarText(nodeAt(node, "/spec/chart/spec/chart"));
  return scalarText(entry(node, "kind")) === "HelmRelease" && chart?.startsWith("bp-") !== true;
}

/** Where an entry may say it, the first that does. */
const places = {
  name: ["/metadata/name", "/name"],
  namespace: ["/spec/targetNamespace", "/metadata/namespace", "/namespace"],
  blueprint: ["/spec/blueprintRef/name", "/spec/chart/spec/chart", "/blueprint"],
  version: [
    "/status/history/0/chartVersion",
    "/spec/blueprintRef/version",
    "/spec/chart/spec/version",
    "/version",
  ],
} as const;

function applicationOf(node: YamlNode): ExistingApplication {
  const text = (field: keyof typeof places): string | undefined =>
    places[field].map((pointer) => scalarText(nodeAt(node, pointer))).find((one) => one);
  const [name, blueprint, version] = [text("name"), text("blueprint"), text("version")];
  if (name === undefined || blueprint === undefined) throw lacking(node, "no name or no blueprint");
  if (version === undefined || parseVersion(version) === undefined)
    throw lacking(node, `${name}: no exact version`);
  const values =
    nodeAt(node, "/spec/parameters") ?? nodeAt(node, "/spec/values") ?? entry(node, "values");
  const written = toValue(values);
  return {
    name,
    namespace: text("namespace") ?? name,
    blueprint: canonicalName(blueprint),
    version,
    values: isObject(written) ? written : {},
  };
}

function lacking({ at }: YamlNode, what: string): BpError {
  return new BpError("MATERIAL", `${at.file}:${at.line}: an application says too little: ${what}`, {
    hint: "an entry has name, blueprint and version, and may have namespace and values",
  });
}
