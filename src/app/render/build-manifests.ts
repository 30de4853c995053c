import { manifestEntries } from "../../kustomize/index.ts";
import { headerOf } from "../../lint/index.ts";
import { BpError, isBpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { BuildAnswer, KustomizeProgram } from "../../model/kustomize.ts";
import { startOf } from "../../model/location.ts";
import type { ShippingUnit, Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import { parseYaml } from "../../yaml/index.ts";
import type { Source } from "../packaging.ts";
import type { ListedObject, ListedRender } from "./report.ts";

/** Who builds manifests; or why nobody does. */
export type Builder = KustomizeProgram | { readonly why: string };

export interface BuildSettings {
  readonly builder: Builder;
  /** Undefined: the base. */
  readonly overlay: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface BuiltManifests {
  readonly render: ListedRender;
  readonly findings: readonly Finding[];
}

/** What kustomize builds of each unit of manifests, one after another. @throws BpError as the program and reading do */
export async function buildManifests(
  units: readonly Unit[],
  { tree }: Pick<Source, "tree">,
  settings: BuildSettings,
): Promise<readonly BuiltManifests[]> {
  const built: BuiltManifests[] = [];
  for (const unit of units.filter(ships)) {
    if (unit.kustomize === undefined) continue;
    const folder = settings.overlay === undefined ? "base" : `overlays/${settings.overlay}`;
    const { builder, signal } = settings;
    const answer =
      "why" in builder
        ? undefined
        : await answerOf(builder, { tree, folder: unit.kustomize.folder, below: folder, signal });
    built.push(listed(unit, folder, builder, answer));
  }
  return built;
}

interface Question extends Pick<Source, "tree"> {
  readonly folder: string;
  readonly below: string;
  readonly signal: AbortSignal | undefined;
}

/** What cannot be packed is not built either. */
async function answerOf(
  builder: KustomizeProgram,
  { tree, folder, below, signal }: Question,
): Promise<BuildAnswer> {
  try {
    return await builder.build(await manifestEntries(tree, folder), below, signal);
  } catch (error) {
    if (!isBpError(error, "MATERIAL", "OUTSIDE_ROOT")) throw error;
    return { ok: false, output: "", said: error.message };
  }
}

function listed(
  unit: ShippingUnit,
  below: string,
  builder: Builder,
  answer: BuildAnswer | undefined,
): BuiltManifests {
  const { name, version, folder } = unit;
  const failed = answer?.ok === false ? messageOf(answer) : undefined;
  const reason = "why" in builder ? builder.why : failed;
  const render: ListedRender = {
    name,
    version,
    folder,
    helm: null,
    kustomize: "why" in builder ? null : builder.version,
    kubernetes: null,
    release: "",
    namespace: "",
    status: statusOf(answer),
    ...(reason === undefined ? {} : { reason }),
    ...given(answer, below),
  };
  return { render, findings: failed === undefined ? [] : [fault(unit, below, failed)] };
}

function given(
  answer: BuildAnswer | undefined,
  below: string,
): Pick<ListedRender, "objects" | "manifest" | "warnings"> {
  if (answer?.ok !== true) return { objects: [], manifest: "", warnings: [] };
  const { output, said } = answer;
  const warnings = said.split("\n").filter((line) => line.trim() !== "");
  return { objects: objectsIn(output, below), manifest: separated(output), warnings };
}

function fault(
  { name, folder, blueprint, kustomize }: ShippingUnit,
  below: string,
  message: string,
): Finding {
  return finding({
    ruleId: "RENDER",
    severity: "error",
    message,
    at: startOf(`${kustomize?.folder ?? folder}/${below}/kustomization.yaml`),
    help: "correct the kustomization, or what it names",
    ...(blueprint === undefined ? {} : { blueprint: name }),
  });
}

function statusOf(answer: BuildAnswer | undefined): ListedRender["status"] {
  if (answer === undefined) return "not rendered";
  return answer.ok ? "rendered" : "failed";
}

/** The last line says it; that of a kubectl in its log's form. */
function messageOf({ said }: BuildAnswer): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const last = (lines.at(-1) ?? "kustomize refuses it").replace(/^error:\s*/iu, "");
  return /^E\d{4} .*"command failed" err="(.*)"$/u.exec(last)?.[1] ?? last;
}

function objectsIn(output: string, source: string): readonly ListedObject[] {
  const { documents } = parseYaml(output, source);
  return documents.flatMap(({ root }) => {
    if (root?.kind !== "mapping") return [];
    const { namespace, ...rest } = headerOf({ node: root });
    return [{ ...rest, namespace: namespace || null, source }];
  });
}

/** Helm begins each document with a line of its own; so that several can stand after one another, this does. */
function separated(output: string): string {
  return output.startsWith("---") ? output : `---\n${output}`;
}

/** @throws BpError USAGE for an overlay that one of the units lacks */
export function assertOverlay(units: readonly Unit[], overlay: string | undefined): void {
  if (overlay === undefined) return;
  for (const { name, kustomize } of units) {
    const there = kustomize?.packaged?.some((path) => path.startsWith(`overlays/${overlay}/`));
    if (there === true) continue;
    throw new BpError("USAGE", `${name} has no overlay ${overlay}`, {
      hint: kustomize === undefined ? "overlays are for manifests" : "see its manifests/overlays",
    });
  }
}
