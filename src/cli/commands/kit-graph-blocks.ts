import type { CheckedKit, Slot } from "../../app/kit/kit-report.ts";
import { byCodeUnit } from "../../model/order.ts";
import { compareSlots } from "../../model/slot.ts";
import type { Block, Cell } from "../../report/index.ts";
import { count } from "../phrase.ts";

/** One graph, wave by wave, for kits that are alike in it. */
export function graphBlocks(kits: readonly CheckedKit[]): readonly Block[] {
  const [kit] = kits;
  if (kit === undefined) return [];
  const slots = new Map(kit.slots.map((slot) => [slot.name, slot]));
  const redundant = new Set(kit.redundantEdges.map(({ from, to }) => arrow(from, to)));
  const groups = [...kit.waves, ...(kit.blocked.length === 0 ? [] : [kit.blocked])];
  const rows = groups.flatMap((names, wave) => {
    const label = wave < kit.waves.length ? String(wave) : "none";
    const held = names.flatMap((name) => slots.get(name) ?? []).toSorted(bySlot);
    return held.map((slot, index) => rowOf(slot, index === 0 ? label : "", redundant));
  });
  const noted = notes(kit);
  return [
    { kind: "line", text: kits.map((one) => one.kit).join("\n"), tone: "strong" },
    {
      kind: "table",
      head: ["wave", "slot", "release", "version", "waits for"],
      rows,
    },
    ...(noted.length === 0
      ? []
      : [{ kind: "line" as const, text: noted.join("\n"), tone: "dim" as const }]),
  ];
}

function rowOf(
  slot: Slot,
  wave: string,
  redundant: ReadonlySet<string>,
): readonly (Cell | string)[] {
  const waits = slot.dependsOn.map((on) => (redundant.has(arrow(slot.name, on)) ? `(${on})` : on));
  return [
    { text: wave, align: "right" },
    { text: slot.slot ?? "-", align: "right" },
    { text: slot.name, tone: "strong" },
    slot.version,
    waits.join(", "),
  ];
}

function bySlot(a: Slot, b: Slot): number {
  return compareSlots(a.slot ?? "", b.slot ?? "") || byCodeUnit(a.name, b.name);
}

function notes({ longestChain, deferred, redundantEdges, blocked }: CheckedKit): readonly string[] {
  const coming = deferred.map(({ slot, name }) => (slot === "" ? name : `${slot} ${name}`));
  const chain = `longest chain, ${count(longestChain.length, "release")}: ${longestChain.join(" -> ")}`;
  return [
    ...(longestChain.length > 1 ? [chain] : []),
    ...(blocked.length === 0 ? [] : [`no wave holds what waits for itself: ${blocked.join(", ")}`]),
    ...(redundantEdges.length === 0
      ? []
      : [`in parentheses: ${count(redundantEdges.length, "edge")} that others bring already`]),
    ...(coming.length === 0 ? [] : [`expected and still to come: ${coming.join(", ")}`]),
  ];
}

function arrow(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
