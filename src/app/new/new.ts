import { foldName } from "../../model/blueprint.ts";
import { BpError } from "../../model/error.ts";
import type { Report } from "../../model/report.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { Config } from "../config.ts";
import { bareChart } from "./bare.ts";
import { firstPartyChart } from "./first-party.ts";
import { icon, manifest, readme } from "./manifest.ts";
import { kustomizeManifests } from "./manifests.ts";
import { ignore, umbrellaChart } from "./umbrella.ts";
import type { Kind, NewUnit, Upstream } from "./unit.ts";

export interface NewReport extends Report {
  readonly name: string;
  /** Relative to the workspace root. */
  readonly folder: string;
  /** What was written, relative to the workspace root, sorted. */
  readonly files: readonly string[];
}

export interface NewInput {
  readonly kind: Kind;
  /** A name, or a folder below one of the roots. */
  readonly name: string;
  /** For an umbrella, and for it alone. */
  readonly upstream: Upstream | undefined;
}

/** The files of something new, by path below its folder, and the report that they were written. */
export interface NewPlan {
  readonly files: Readonly<Record<string, string>>;
  readonly report: NewReport;
}

const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/u;

/** @throws BpError USAGE for a name that cannot be one or is taken, or a folder outside the roots */
export function planNew(
  { kind, name, upstream }: NewInput,
  workspace: Workspace,
  config: Config,
): NewPlan {
  const unit = unitOf(kind, name, config);
  assertFree(unit, workspace);
  const files = {
    ...shippedFiles(kind, unit, upstream),
    "README.md": readme(unit, kind),
    "blueprint.yaml": manifest(unit, kind),
    "icon.svg": icon(unit),
  };
  const { folder, chartName } = unit;
  const report: NewReport = {
    schemaVersion: 1,
    command: "new",
    ok: true,
    exitCode: 0,
    findings: [],
    name: chartName,
    folder,
    files: Object.keys(files)
      .map((path) => `${folder}/${path}`)
      .toSorted(),
  };
  return { files, report };
}

function shippedFiles(
  kind: Kind,
  unit: NewUnit,
  upstream: Upstream | undefined,
): Readonly<Record<string, string>> {
  if (kind === "kustomize") return kustomizeManifests(unit);
  return { ...chartFiles(kind, unit, upstream), "chart/.helmignore": ignore };
}

function chartFiles(
  kind: Kind,
  unit: NewUnit,
  upstream: Upstream | undefined,
): Readonly<Record<string, string>> {
  if (upstream !== undefined) return umbrellaChart(unit, upstream);
  return kind === "chart" ? bareChart(unit) : firstPartyChart(unit);
}

function unitOf(kind: Kind, written: string, config: Config): NewUnit {
  const roots = config.roots.map((root) => root.replace(/^\.\/|\/+$/gu, ""));
  const parts = written.replace(/^\.\/|\/+$/gu, "").split("/");
  const name = foldName(parts.at(-1) ?? "");
  if (!namePattern.test(name))
    throw new BpError("USAGE", `${JSON.stringify(written)} is no name for a blueprint`, {
      hint: "write lower-case letters, digits and dashes, at most 50, as shop or products/shop",
    });
  const root = parts.length === 1 ? usualRoot(kind, roots) : parts.slice(0, -1).join("/");
  if (!roots.includes(root))
    throw new BpError("USAGE", `${root} is no folder of blueprints`, {
      hint: `write ${roots.map((one) => `${one}/${name}`).join(" or ")}, or add it to roots in bp.config.yaml`,
    });
  return { name, chartName: `bp-${name}`, title: titleOf(name), folder: `${root}/${name}` };
}

/** Upstream software, and what a cluster is given beside software, is the platform's, one's own a product. */
function usualRoot(kind: Kind, roots: readonly string[]): string {
  const usual = kind === "umbrella" || kind === "kustomize" ? "platform" : "products";
  return roots.includes(usual) ? usual : (roots[0] ?? usual);
}

function titleOf(name: string): string {
  const words = name.split("-").filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}

function assertFree({ name, folder }: NewUnit, { units, drafts }: Workspace): void {
  const taken =
    units.find((unit) => foldName(unit.name) === name)?.folder ??
    drafts.find((draft) => draft === folder);
  if (taken === undefined) return;
  throw new BpError("USAGE", `${taken} is there already: nothing is written`, {
    hint: "choose another name; bp new never writes into what is there",
  });
}
