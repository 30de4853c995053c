import type { Finding } from "../../model/finding.ts";
import type { Kit, KitObject, KitRelease, KitRepository } from "../../model/kit.ts";
import type { Target } from "../../model/reference.ts";
import { coercedText, nodeAt } from "../../yaml/index.ts";
import { complain } from "./complain.ts";

/** Where a release takes its chart from. */
export interface ChartSource {
  /** Without the chart's name; empty where nobody says it. */
  readonly url: string;
  /** As `the HelmRepository x`. */
  readonly what: string;
}

/** Where a release takes its chart from, as far as the kit says. */
export function chartSource(release: KitRelease, kit: Kit): ChartSource {
  const { source } = release;
  if (source === undefined) return { url: "", what: "nowhere" };
  const what = `the ${source.kind} ${source.name}`;
  const namespace = source.namespace === "" ? release.namespace : source.namespace;
  const isIt = (one: KitObject): boolean =>
    one.kind === source.kind && one.name === source.name && one.namespace === namespace;
  const repository = kit.files.flatMap((file) => file.repositories).find(isIt);
  if (repository !== undefined) return { url: repository.url, what };
  const object = kit.files.flatMap((file) => file.objects).find(isIt);
  const node = object === undefined ? undefined : nodeAt(object.root, "/spec/url");
  const url = node === undefined ? "" : (coercedText(node) ?? "");
  // The url of an OCIRepository names the chart itself.
  return { url: source.kind === "OCIRepository" ? url.replace(/\/[^/]+$/u, "") : url, what };
}

/** Repositories whose pull secret lies in the kit and does not know their host. */
export function* secretFindings(kits: readonly Kit[]): Iterable<Finding> {
  for (const kit of kits) {
    const objects = kit.files.flatMap((file) => file.objects);
    for (const repository of kit.files.flatMap((file) => file.repositories)) {
      const host = hostOf(repository.url);
      const known = host === undefined ? undefined : secretHosts(repository, objects);
      if (host === undefined || known === undefined || known.includes(host)) continue;
      const hosts = known.length === 0 ? "no host" : known.join(", ");
      const message = `the pull secret ${repository.secret} of ${repository.name} knows ${hosts}, not ${host}`;
      yield complain("BP904", message, { at: repository.at, what: repository.name });
    }
  }
}

/** Repositories that point elsewhere than to the mirror. */
export function* foreignHosts(kits: readonly Kit[], to: Target): Iterable<Finding> {
  const target = to.kind === "registry" ? to.host : undefined;
  for (const repository of kits.flatMap((kit) => kit.files.flatMap((file) => file.repositories))) {
    const { url, name, at } = repository;
    const host = hostOf(url);
    if (host === undefined || host === target) continue;
    const message = `${name} still points to ${host}${target === undefined ? "" : `, not to ${target}`}`;
    yield complain("BP904", message, { at, what: name });
  }
}

/** The host of a URL; undefined where nobody knows it here, or there is none. */
function hostOf(url: string): string | undefined {
  const host = /^[a-z]+:\/\/([^/]+)/u.exec(url)?.[1];
  return host === undefined || host.includes("${") ? undefined : host;
}

/** The hosts of a docker configuration in a Secret of the kit; undefined where it is not there or cannot be read. */
function secretHosts(
  repository: KitRepository,
  objects: readonly KitObject[],
): readonly string[] | undefined {
  const secret = objects.find(
    (one) =>
      one.kind === "Secret" &&
      one.name === repository.secret &&
      one.namespace === repository.namespace,
  );
  if (secret === undefined || repository.secret === "") return undefined;
  const text = configOf(secret);
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    const auths = typeof value === "object" && value !== null && "auths" in value && value.auths;
    if (typeof auths !== "object" || auths === null) return undefined;
    return Object.keys(auths).map((key) => key.replace(/^https?:\/\//u, "").replace(/\/.*$/u, ""));
  } catch {
    return undefined;
  }
}

function configOf({ root }: KitObject): string | undefined {
  const key = ".dockerconfigjson";
  const plain = textIn(root, "/stringData", key);
  if (plain !== undefined) return plain;
  const encoded = textIn(root, "/data", key);
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
}

function textIn(root: KitObject["root"], pointer: string, key: string): string | undefined {
  const node = nodeAt(root, `${pointer}/${key}`);
  return node === undefined ? undefined : coercedText(node);
}
