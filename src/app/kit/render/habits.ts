import { BpError } from "../../../model/error.ts";
import type { Kit, KitFile, KitObject } from "../../../model/kit.ts";
import type { YamlNode } from "../../../model/yaml-node.ts";
import { nodeAt, scalarText, toValue } from "../../../yaml/index.ts";
import type { SlotOptions, Verification } from "./request.ts";

/** What the slots of a kit have in common, and a new one takes over. */
export interface Habits {
  readonly url: string;
  readonly pullSecret: string;
  /** Where Flux's objects lie. */
  readonly namespace: string;
  readonly interval: string;
  readonly repositoryVersion: string;
  readonly releaseVersion: string;
  /** The labels of Namespaces, as JSON data; undefined where they have none. */
  readonly labels: unknown;
  readonly verification: Verification;
  /** What must be in the cluster, where no other slot tells that it is. */
  readonly notes: readonly string[];
}

const placeholder = "_PLACEHOLDER";

/**
 * What most slots have, and what the user says over it.
 * @throws BpError USAGE where nothing tells from where charts are fetched
 */
export function habitsOf(kit: Kit, options: SlotOptions, registry: string | undefined): Habits {
  const repositories = kit.files.flatMap((file) => file.repositories);
  const releases = kit.files.flatMap((file) => file.releases);
  const usual = (objects: readonly KitObject[], pointer: string): string | undefined =>
    most(objects.map((one) => raw(kit, one, pointer)));
  const url = urlOf(kit, options.url ?? usual(repositories, "/spec/url"), registry);
  const namespace = usual(releases, "/metadata/namespace") ?? "flux-system";
  const login = usual(repositories, "/spec/secretRef/name");
  const pullSecret = options.pullSecret ?? login ?? defaultPullSecret(url);
  const verified = verificationOf(kit);
  const verification = options.verification ?? verified ?? defaultVerification;
  return {
    url,
    pullSecret,
    namespace,
    interval: usual(releases, "/spec/interval") ?? "15m",
    repositoryVersion: usual(repositories, "/apiVersion") ?? "source.toolkit.fluxcd.io/v1",
    releaseVersion: usual(releases, "/apiVersion") ?? "helm.toolkit.fluxcd.io/v2",
    labels: labelsOf(kit.files),
    verification,
    notes: [
      ...(pullSecret === login ? [] : [pullNote(pullSecret, namespace)]),
      ...keyNotes(verification, verified, namespace),
    ],
  };
}

function urlOf(kit: Kit, known: string | undefined, registry: string | undefined): string {
  if (known !== undefined) return known;
  if (registry?.startsWith("oci-layout:") === false) return `oci://${registry}`;
  throw new BpError("USAGE", `nothing tells from where ${kit.folder} fetches its charts`, {
    hint: "give --url oci://HOST/PATH, or `registry` in bp.config.yaml",
  });
}

function defaultPullSecret(url: string): string {
  return url.startsWith("oci://ghcr.io/") ? "ghcr-pull" : "registry-pull";
}

function pullNote(secret: string, namespace: string): string {
  return `the Secret ${secret} in ${namespace} must hold the registry's login: kubectl -n ${namespace} create secret docker-registry ${secret} …`;
}

/** Other slots tell that the Secret is there. */
function keyNotes(
  one: Verification,
  verified: Verification | undefined,
  namespace: string,
): readonly string[] {
  if (one.kind === "identity" || JSON.stringify(one) === JSON.stringify(verified)) return [];
  const command = `kubectl -n ${namespace} create secret generic ${one.secret} --from-file=cosign.pub`;
  return [`the Secret ${one.secret} in ${namespace} must hold the public key: ${command}`];
}

const defaultVerification: Verification = { kind: "key", secret: "cosign-pub" };

/** As it is written, with its variables. */
function raw({ files }: Kit, { root, file }: KitObject, pointer: string): string | undefined {
  const node = nodeAt(root, pointer);
  const text = files.find(({ path }) => path === file)?.text ?? "";
  if (node?.kind !== "scalar" || text.slice(node.start, node.end).includes(placeholder))
    return undefined;
  return node.text === "" ? undefined : node.text;
}

function labelsOf(files: readonly KitFile[]): unknown {
  const all = files
    .flatMap(({ objects }) => objects)
    .filter(({ kind }) => kind === "Namespace")
    .map(({ root }) => JSON.stringify(toValue(nodeAt(root, "/metadata/labels")) ?? null))
    .filter((labels) => !labels.includes(placeholder));
  const labels: unknown = JSON.parse(most(all) ?? "null");
  return labels ?? undefined;
}

/** That of most releases and HelmCharts. */
function verificationOf({ files }: Kit): Verification | undefined {
  const objects = files.flatMap((file) => file.objects);
  const known = most(
    objects
      .filter(({ kind }) => kind === "HelmRelease" || kind === "HelmChart")
      .map(({ root }) =>
        verifiedBy(nodeAt(root, "/spec/chart/spec/verify") ?? nodeAt(root, "/spec/verify")),
      )
      .map((one) => (one === undefined ? undefined : JSON.stringify(one))),
  );
  return known === undefined ? undefined : (JSON.parse(known) as Verification);
}

function verifiedBy(verify: YamlNode | undefined): Verification | undefined {
  const secret = scalarText(nodeAt(verify, "/secretRef/name"));
  if (secret !== undefined) return { kind: "key", secret };
  const [issuer, subject] = ["issuer", "subject"].map((name) =>
    scalarText(nodeAt(verify, `/matchOIDCIdentity/0/${name}`)),
  );
  return issuer === undefined || subject === undefined
    ? undefined
    : { kind: "identity", issuer, subject };
}

/** What is there most often, of equally frequent ones the first. */
function most(values: readonly (string | undefined)[]): string | undefined {
  const groups = Map.groupBy(
    values.filter((value) => value !== undefined),
    (value) => value,
  );
  const [first] = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  return first?.[0];
}
