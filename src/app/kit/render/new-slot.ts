import { foldName } from "../../../model/blueprint.ts";
import { BpError } from "../../../model/error.ts";
import type { Kit } from "../../../model/kit.ts";
import type { YamlNode } from "../../../model/yaml-node.ts";
import { nodeAt } from "../../../yaml/index.ts";
import type { Around, Waits } from "./depends-on.ts";
import { waitsFor } from "./depends-on.ts";
import type { Habits } from "./habits.ts";
import { isKustomization, kustomizationsIn } from "./kustomizations.ts";
import { manifestsText } from "./manifests-text.ts";
import type { NewSlot, SlotRequest } from "./request.ts";
import { slotText } from "./slot-text.ts";

/** What is known while several slots are made, one after another. */
export interface Making extends Omit<Around, "kit"> {
  readonly habits: Habits;
  /** The slots that are taken. */
  readonly taken: ReadonlySet<string>;
}

/** Namespaces that every cluster has. */
const builtIn: ReadonlySet<string> = new Set([
  "default",
  "kube-node-lease",
  "kube-public",
  "kube-system",
]);

/** A slot of the unit, and what it needs and the kit has not. @throws BpError USAGE where the kit has it already */
export function newSlot(
  { unit, kit, options }: SlotRequest,
  making: Making,
): { readonly slot: NewSlot; readonly waits: Waits & { readonly across: readonly string[] } } {
  const { name: chart, version } = unit;
  const isManifests = unit.chart === undefined;
  assertOverlay({ unit, kit, options });
  const name = options.name ?? chart;
  assertNew(name, kit);
  const slot = slotFor(name, { kit, taken: making.taken, wanted: options.slot });
  const all = waitsFor(unit, name, { ...making, kit });
  const others = kustomizationsIn(kit, making.fresh);
  const waits = isManifests
    ? { ...all, on: all.missing.flatMap((one) => others.get(one) ?? []), across: all.on }
    : { ...all, across: [] };
  const releaseName = foldName(name);
  const file = `${kit.folder}/${slot.padStart(widthOf(slot, kit), "0")}-${releaseName}.yaml`;
  const content = { name, chart, version, dependsOn: waits.on };
  const text = isManifests
    ? manifestsOf({ unit, kit, options }, content, making)
    : releaseOf({ unit, kit, options }, content, making);
  return { slot: { ...content, slot, file, isManifests, text }, waits };
}

/** What a slot is about, however it is written. */
type Content = Pick<NewSlot, "name" | "chart" | "version" | "dependsOn">;

function releaseOf({ unit, kit, options }: SlotRequest, content: Content, making: Making): string {
  const releaseName = foldName(content.name);
  const namespace = options.namespace ?? releaseName;
  const objects = kit.files.flatMap((file) => file.objects);
  const hasNamespace =
    builtIn.has(namespace) ||
    // Where Flux reads the kit's own objects.
    namespace === making.habits.namespace ||
    objects.some((one) => one.kind === "Namespace" && one.name === namespace);
  const summary = summaryOf(unit.blueprint?.description ?? "");
  return slotText({ ...content, summary, releaseName, namespace, hasNamespace }, making.habits);
}

function manifestsOf({ unit, options }: SlotRequest, content: Content, making: Making): string {
  const { name, chart: blueprint, version, dependsOn } = content;
  const { namespace, overlay } = options;
  const summary = summaryOf(unit.blueprint?.description ?? "");
  const slot = { name, blueprint, version, dependsOn, summary, namespace, overlay };
  return manifestsText(slot, making.habits);
}

/** @throws BpError USAGE for an overlay that there is not */
function assertOverlay({ unit, options: { overlay } }: SlotRequest): void {
  if (overlay === undefined) return;
  const known = namesAt(unit.blueprint?.document.root, "/spec/manifests/overlays");
  if (unit.chart === undefined && known.includes(overlay)) return;
  const there = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  throw new BpError("USAGE", `--overlay ${overlay} is no overlay of ${unit.name}`, {
    hint: unit.chart === undefined ? there : "overlays are for manifests, and this is a chart",
  });
}

function namesAt(root: YamlNode | undefined, pointer: string): readonly string[] {
  const node = nodeAt(root, pointer);
  return node?.kind === "mapping" ? node.pairs.map(({ name }) => name) : [];
}

function assertNew(name: string, kit: Kit): void {
  const release = kit.files
    .flatMap((file) => [...file.releases, ...file.objects.filter(isKustomization)])
    .find((one) => one.name === name);
  if (release === undefined) return;
  throw new BpError(
    "USAGE",
    `${kit.folder} has ${name} already (${release.file}:${release.at.line})`,
    {
      hint: "`bp kit sync` brings its pin and edges in line; --name gives a second release another name",
    },
  );
}

interface Numbers {
  readonly kit: Kit;
  readonly taken: ReadonlySet<string>;
  readonly wanted: string | undefined;
}

/** The row's number, else the one after the highest of files and rows. @throws BpError USAGE for one that is taken */
function slotFor(name: string, { kit, taken, wanted }: Numbers): string {
  if (wanted !== undefined) return freeSlot(wanted, kit, taken);
  const rows = kit.expected?.slots ?? [];
  const row = rows.find((one) => one.name === name)?.slot ?? "";
  if (row !== "" && !taken.has(row)) return row;
  const all = [...taken, ...rows.map(({ slot }) => slot)];
  const numbers = all.map((one) => Number.parseInt(one, 10)).filter((one) => !Number.isNaN(one));
  return String(Math.max(0, ...numbers) + 1);
}

function freeSlot(wanted: string, { folder }: Kit, taken: ReadonlySet<string>): string {
  const slot = /^0*(?<number>\d+[a-z]*)$/u.exec(wanted)?.groups?.["number"];
  if (slot !== undefined && !taken.has(slot)) return slot;
  const why = slot === undefined ? "is no slot" : "is taken";
  throw new BpError("USAGE", `--slot ${wanted} ${why} in ${folder}`, {
    hint: "a slot is a number that no other file begins with, with letters where it must, as 16a",
  });
}

/** As many digits as the other files have, two where there are none. */
function widthOf(slot: string, { files }: Kit): number {
  const letters = slot.replace(/^\d+/u, "").length;
  const digits = files.flatMap(({ name }) => /^\d+/u.exec(name)?.[0].length ?? []);
  return (digits.length === 0 ? 2 : Math.min(...digits)) + letters;
}

/** The first sentence, as a comment may hold it. */
function summaryOf(description: string): string {
  const [paragraph = ""] = description.trim().split(/\n\s*\n/u);
  const words = paragraph.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return /^.*?[.!?](?= )/u.exec(words)?.[0] ?? words;
}
