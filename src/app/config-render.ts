import type { YamlNode } from "../model/yaml-node.ts";
import { membersOf, textOf, wrong } from "./config-read.ts";

/** `targets` in bp.config.yaml. */
export interface TargetsConfig {
  /** The Kubernetes that charts are rendered for, as `1.33.0`; undefined: Helm's own choice. */
  readonly kubernetes: string | undefined;
  /** The Flux that applies what the tree holds, as `2.4`; undefined: what the tree pins. */
  readonly flux: string | undefined;
  /** The oldest Helm that must read the templates, as `3.16.1`; undefined: that of the Flux. */
  readonly helm: string | undefined;
  /** The oldest cosign that must read the signatures, as `2.4.0`; undefined: every one. */
  readonly cosign: string | undefined;
}

/** `render` in bp.config.yaml. */
export interface RenderConfig {
  /** Helm programs: names on PATH, or paths relative to the workspace root. */
  readonly helm: readonly string[];
  /** Programs that build manifests, of which the first that is there does: as those of Helm. */
  readonly kustomize: readonly string[];
}

export const defaultTargetsConfig: TargetsConfig = {
  kubernetes: undefined,
  flux: undefined,
  helm: undefined,
  cosign: undefined,
};
export const defaultRenderConfig: RenderConfig = {
  helm: ["helm"],
  kustomize: ["kustomize", "kubectl"],
};

/** @throws BpError CONFIG with the place of what is wrong */
export function readTargetsConfig(node: YamlNode): TargetsConfig {
  const members = membersOf(node, "targets", ["kubernetes", "flux", "helm", "cosign"]);
  const kubernetes = members.get("kubernetes");
  const flux = members.get("flux");
  const helm = members.get("helm");
  const cosign = members.get("cosign");
  return {
    kubernetes: kubernetes && readKubernetes(kubernetes),
    flux: flux && readVersion(flux, "flux", "2.4"),
    helm: helm && readVersion(helm, "helm", "3.16"),
    cosign: cosign && readVersion(cosign, "cosign", "2.4"),
  };
}

/** Unquoted, 2.10 would be the number 2.1: it must be a text. */
function readVersion(node: YamlNode, name: string, example: string): string {
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : "";
  const match = /^v?(\d+\.\d+)(\.\d+)?$/u.exec(text);
  if (match !== null) return `${match[1]}${match[2] ?? ".0"}`;
  throw wrong(
    node,
    `targets.${name} must be a version in quotes, as "${example}" or "${example}.1"`,
  );
}

/** Unquoted, 1.30 would be the number 1.3: it must be a text. */
function readKubernetes(node: YamlNode): string {
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : "";
  const version = kubernetesVersion(text);
  if (version !== undefined) return version;
  throw wrong(node, 'targets.kubernetes must be a version in quotes, as "1.33" or "1.33.2"');
}

/** With all three numbers and no `v`, as Helm takes it; undefined where the text is no version of Kubernetes. */
export function kubernetesVersion(text: string): string | undefined {
  const match = /^v?(1\.\d{1,3})(\.\d{1,3})?$/u.exec(text);
  return match === null ? undefined : `${match[1]}${match[2] ?? ".0"}`;
}

/** @throws BpError CONFIG with the place of what is wrong */
export function readRenderConfig(node: YamlNode): RenderConfig {
  const members = membersOf(node, "render", ["helm", "kustomize"]);
  const { helm, kustomize } = defaultRenderConfig;
  return {
    helm: readPrograms(members.get("helm"), "helm") ?? helm,
    kustomize: readPrograms(members.get("kustomize"), "kustomize") ?? kustomize,
  };
}

function readPrograms(
  node: YamlNode | undefined,
  name: keyof RenderConfig,
): readonly string[] | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return [textOf(node, `render.${name}`)];
  if (node.kind !== "sequence" || node.items.length === 0)
    throw wrong(node, `render.${name} must be a program, or a list of programs`);
  return node.items.map((item) => textOf(item, `render.${name}`));
}
