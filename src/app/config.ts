import type { Providers } from "../lint/index.ts";
import { BpError } from "../model/error.ts";
import { defaultKitSettings } from "../model/kit.ts";
import type { KitSettings } from "../model/kit.ts";
import type { MappingPair, YamlNode } from "../model/yaml-node.ts";
import { parseYaml } from "../yaml/index.ts";
import type { BumpConfig } from "./config-bump.ts";
import { defaultBumpConfig, readBumpConfig } from "./config-bump.ts";
import { readFloors, readKitSettings } from "./config-kit.ts";
import type { LintConfig } from "./config-lint.ts";
import { defaultLintConfig, readLintConfig } from "./config-lint.ts";
import { readProviders } from "./config-providers.ts";
import { assertKnown, wrong } from "./config-read.ts";
import type { RenderConfig, TargetsConfig } from "./config-render.ts";
import {
  defaultRenderConfig,
  defaultTargetsConfig,
  readRenderConfig,
  readTargetsConfig,
} from "./config-render.ts";
import type { SigningConfig, VerifyConfig } from "./config-signing.ts";
import { defaultSigning, defaultVerify, readSigning, readVerify } from "./config-signing.ts";

/** What holds for a workspace once bp.config.yaml, where there is one, has been read: nothing optional is left. */
export interface Config {
  /** Folders whose children are units. */
  readonly roots: readonly string[];
  /** Globs of bootstrap kit folders. */
  readonly kits: readonly string[];
  /** Where `publish` goes without `--to`; undefined: the embedded layout. */
  readonly registry: string | undefined;
  /** Chart names that differ from `bp-<folder>`, by folder. */
  readonly nameExceptions: ReadonlyMap<string, string>;
  /** An `oci://` dependency on a chart of this workspace is taken from the workspace. */
  readonly workspaceDependencies: boolean;
  readonly signing: SigningConfig;
  readonly verify: VerifyConfig;
  /** Blueprints that install into each organisation's own cluster, by name. */
  readonly perOrg: readonly string[];
  /** Charts whose appVersion is their version, by name. */
  readonly lockstep: readonly string[];
  /** How versions are bumped. */
  readonly bump: BumpConfig;
  /** What holds for the kits. */
  readonly kit: KitSettings;
  /** Who brings the CRDs of an API group, besides those that are known for it. */
  readonly providers: Providers;
  /** How the rules are held. */
  readonly lint: LintConfig;
  /** What the charts must run on. */
  readonly targets: TargetsConfig;
  /** How charts are rendered. */
  readonly render: RenderConfig;
}

export const defaultConfig: Config = {
  roots: ["platform", "products"],
  kits: ["clusters/*/bootstrap-kit"],
  registry: undefined,
  nameExceptions: new Map([["products/catalyst", "bp-catalyst-platform"]]),
  workspaceDependencies: true,
  signing: defaultSigning,
  verify: defaultVerify,
  perOrg: [],
  lockstep: [],
  bump: defaultBumpConfig,
  kit: defaultKitSettings,
  providers: new Map(),
  lint: defaultLintConfig,
  targets: defaultTargetsConfig,
  render: defaultRenderConfig,
};

type Reader = (config: Config, node: YamlNode) => Config | string;

const readers: Readonly<Record<string, Reader>> = {
  roots: (config, node) => withStrings(node, (roots) => ({ ...config, roots })),
  kits: (config, node) => withStrings(node, (kits) => ({ ...config, kits })),
  registry: (config, node) => withString(node, (registry) => ({ ...config, registry })),
  workspaceDependencies: (config, node) =>
    node.kind === "scalar" && typeof node.value === "boolean"
      ? { ...config, workspaceDependencies: node.value }
      : "must be true or false",
  names: (config, node) => withNames(config, node),
  signing: (config, node) => ({ ...config, signing: readSigning(node) }),
  verify: (config, node) => ({ ...config, verify: readVerify(node) }),
  perOrg: (config, node) => withStrings(node, (perOrg) => ({ ...config, perOrg })),
  lockstep: (config, node) => withStrings(node, (lockstep) => ({ ...config, lockstep })),
  bump: (config, node) => ({ ...config, bump: readBumpConfig(node) }),
  kit: (config, node) => ({ ...config, kit: { ...config.kit, ...readKitSettings(node) } }),
  floors: (config, node) => ({ ...config, kit: { ...config.kit, floors: readFloors(node) } }),
  providers: (config, node) => ({ ...config, providers: readProviders(node) }),
  lint: (config, node) => ({ ...config, lint: readLintConfig(node) }),
  targets: (config, node) => ({ ...config, targets: readTargetsConfig(node) }),
  render: (config, node) => ({ ...config, render: readRenderConfig(node) }),
};

/**
 * Reads the text of a bp.config.yaml.
 * @throws BpError CONFIG with file, line and column of what is wrong
 */
export function parseConfig(text: string, file: string): Config {
  const { documents, findings } = parseYaml(text, file);
  const fault = findings.find((finding) => finding.severity === "error");
  if (fault !== undefined) {
    throw new BpError("CONFIG", `${file}:${fault.line}:${fault.column}: ${fault.message}`);
  }
  const root = documents[0]?.root;
  if (root === undefined) return defaultConfig;
  if (root.kind !== "mapping") throw wrong(root, "the configuration must be a mapping");
  let config = defaultConfig;
  assertKnown(root, Object.keys(readers));
  for (const { name, value } of root.pairs) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined) continue;
    const result = reader(config, value);
    if (typeof result === "string") throw wrong(value, `${name} ${result}`);
    config = result;
  }
  return config;
}

function withString(node: YamlNode, make: (text: string) => Config): Config | string {
  return node.kind === "scalar" && typeof node.value === "string" && node.value !== ""
    ? make(node.value)
    : "must be a text";
}

function withStrings(node: YamlNode, make: (texts: readonly string[]) => Config): Config | string {
  if (node.kind !== "sequence") return "must be a list of texts";
  const texts = node.items.map((item) => (item.kind === "scalar" ? item.value : undefined));
  return texts.every((text) => typeof text === "string") ? make(texts) : "must be a list of texts";
}

function withNames(config: Config, node: YamlNode): Config | string {
  const exceptions = memberOf(node, "exceptions");
  if (exceptions?.value.kind !== "mapping") return "must hold exceptions: {folder: chart name}";
  const names = new Map(config.nameExceptions);
  for (const { name, value } of exceptions.value.pairs) {
    if (value.kind !== "scalar" || typeof value.value !== "string")
      return "must name a chart for each folder";
    names.set(name, value.value);
  }
  return { ...config, nameExceptions: names };
}

/** The one member that a mapping may have. @throws BpError CONFIG for any other */
function memberOf(node: YamlNode, name: string): MappingPair | undefined {
  if (node.kind !== "mapping") return undefined;
  assertKnown(node, [name]);
  return node.pairs[0];
}
