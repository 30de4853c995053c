import { publishOrder } from "../../../graph/index.ts";
import { keyOf } from "../../../lint/index.ts";
import { BpError } from "../../../model/error.ts";
import type { Kit } from "../../../model/kit.ts";
import type { Report } from "../../../model/report.ts";
import type { Tree } from "../../../model/tree.ts";
import type { Unit, Workspace } from "../../../model/workspace.ts";
import { ships } from "../../../model/workspace.ts";
import { fileLimit } from "../../../workspace/index.ts";
import type { Config } from "../../config.ts";
import type { FileDraft } from "../../fix/plan.ts";
import { planFixes } from "../../fix/plan.ts";
import { load } from "../../load.ts";
import { outOfLine } from "../sync.ts";
import { installedIn } from "./depends-on.ts";
import { habitsOf } from "./habits.ts";
import { acrossKinds, kustomizationsIn } from "./kustomizations.ts";
import { newSlot } from "./new-slot.ts";
import type { NewSlot, SlotOptions, SlotRequest } from "./request.ts";

export interface KitRenderReport extends Report {
  readonly kit: string;
  /** False: a preview. */
  readonly written: boolean;
  readonly slots: readonly Omit<NewSlot, "text" | "isManifests">[];
  /** Every file that is written, relative to the workspace root. */
  readonly files: readonly string[];
  /** What a person should know. */
  readonly notes: readonly string[];
}

export interface KitRenderPlan {
  readonly files: readonly FileDraft[];
  readonly report: KitRenderReport;
}

export interface KitRenderInput {
  readonly tree: Tree;
  readonly config: Config;
  readonly workspace: Workspace;
  readonly kit: Kit;
  readonly units: readonly Unit[];
  readonly options: SlotOptions;
}

/**
 * Slots for units, what is needed first coming first, with their lines in the kustomization and the expected graph, in
 * a draft: nothing is written.
 * @throws BpError USAGE, EMPTY_SELECTION
 */
export async function kitRender(input: KitRenderInput): Promise<KitRenderPlan> {
  const { tree, config, kit } = input;
  const { slots, notes, incomplete } = slotsFor(input);
  const rows = new Set(kit.expected?.slots.map(({ name }) => name));
  const written = slots.filter(({ name }) => !incomplete.has(name) || !rows.has(name));
  const names = new Set(written.map(({ name }) => name));
  const plan = await planFixes(
    tree,
    async (draft) => {
      const workspace = await load(draft, config);
      const parts = new Set(["files", "expected"] as const);
      return { findings: outOfLine(workspace, new Set([kit.folder]), { parts, names }) };
    },
    async (draft) => {
      const encoder = new TextEncoder();
      for (const { file, text } of slots) await draft.write(file, encoder.encode(text), fileLimit);
      const list = newList(kit, slots);
      if (list !== undefined) await draft.write(list.file, encoder.encode(list.text), fileLimit);
    },
  );
  const report: KitRenderReport = {
    schemaVersion: 1,
    command: "kit render",
    ok: true,
    exitCode: 0,
    findings: [],
    kit: kit.folder,
    written: false,
    slots: slots.map((slot) => told(slot)),
    files: plan.files.map(({ path }) => path),
    notes: [...notes, ...plan.result.findings.map(({ message }) => message)],
  };
  return { files: plan.files, report };
}

function told({
  name,
  slot,
  file,
  chart,
  version,
  dependsOn,
}: NewSlot): KitRenderReport["slots"][number] {
  return { name, slot, file, chart, version, dependsOn };
}

/** A kit that is new gets a list of its own; one that Flux lists itself stays without. */
function newList(
  { folder, files, kustomization }: Kit,
  slots: readonly NewSlot[],
): { readonly file: string; readonly text: string } | undefined {
  if (kustomization !== undefined || files.length > 0) return undefined;
  const lines = slots.map(({ file }) => `  - ${file.slice(folder.length + 1)}\n`);
  const head = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n";
  return { file: `${folder}/kustomization.yaml`, text: head + lines.join("") };
}

interface Made {
  readonly slots: readonly NewSlot[];
  readonly notes: readonly string[];
  /** Releases that need what the kit does not have: their rows, where they have one, keep what they say of it. */
  readonly incomplete: ReadonlySet<string>;
}

function slotsFor(input: KitRenderInput): Made {
  const { workspace, kit, config, options } = input;
  const units = inOrder(input);
  const { slot, name, namespace, overlay } = options;
  if (units.length > 1 && (slot ?? name ?? namespace ?? overlay) !== undefined)
    throw new BpError("USAGE", "--slot, --name, --namespace and --overlay are for one blueprint", {
      hint: "name one, or leave them out",
    });
  const habits = habitsOf(kit, options, config.registry);
  const installed = installedIn(kit, workspace);
  const taken = new Set(kit.files.flatMap(({ slot }) => slot ?? []));
  const slots: NewSlot[] = [];
  const notes: string[] = [];
  const incomplete = new Set<string>();
  for (const unit of units) {
    const request = { unit, kit, options };
    const { slot, waits } = newSlot(request, {
      workspace,
      habits,
      installed,
      taken,
      fresh: slots,
    });
    slots.push(slot);
    taken.add(slot.slot);
    if (!slot.isManifests) installed.set(keyOf(slot.chart, workspace), [slot.name]);
    const others = kustomizationsIn(kit, slots);
    const missing = waits.missing.filter((name) => !others.has(name));
    if (missing.length > 0) incomplete.add(slot.name);
    const across = waits.missing.filter((name) => others.has(name) && !slot.isManifests);
    notes.push(...acrossKinds(slot.name, [...waits.across, ...across]));
    for (const name of missing)
      notes.push(`${slot.name} needs ${name}, which ${kit.folder} does not have`);
    if (unit.hasCompositions === true) notes.push(besideOf(unit));
  }
  return { slots, notes: [...notes, ...habits.notes], incomplete };
}

/** A slot pins a version, and what lies beside the chart has a digest alone. */
function besideOf({ name }: Unit): string {
  return `${name} has compositions/, which the slot does not apply: \`bp plan install ${name} --from REGISTRY --target flux\` writes their OCIRepository and Kustomization`;
}

/** What is needed first; of several units those that the kit has already are left out. */
function inOrder({ units, kit, workspace }: KitRenderInput): readonly SlotRequest["unit"][] {
  const held = installedIn(kit, workspace);
  const built = kustomizationsIn(kit, []);
  const isHeld = ({ name }: Unit): boolean => held.has(keyOf(name, workspace)) || built.has(name);
  const named = new Map(units.map((unit) => [unit.folder, unit]));
  const byKey = new Map(units.map((unit) => [keyOf(unit.name, workspace), unit.folder]));
  const arrows = units.flatMap(({ folder, blueprint }) =>
    (blueprint?.depends ?? []).flatMap(({ blueprint: on, when }) => {
      const to = byKey.get(keyOf(on, workspace));
      return to === undefined || when !== undefined ? [] : [{ from: folder, to }];
    }),
  );
  const { order, blocked } = publishOrder([...named.keys()], arrows);
  const chosen = [...order, ...blocked].flatMap((folder) => {
    const unit = named.get(folder);
    if (unit === undefined) return [];
    if (units.length > 1 && isHeld(unit)) return [];
    return installable(unit);
  });
  if (chosen.length > 0) return chosen;
  throw new BpError("EMPTY_SELECTION", `${kit.folder} has all of these already`, {
    hint: "`bp kit sync` brings their pins and edges in line",
  });
}

function installable(unit: Unit): SlotRequest["unit"] {
  if (ships(unit)) return unit;
  throw new BpError("USAGE", `${unit.name} has no chart that a release could install`, {
    hint: `add ${unit.folder}/chart, or leave it out`,
  });
}
