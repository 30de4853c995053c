import { foldName } from "../../../model/blueprint.ts";
import type { GeneratedDepends, Kit } from "../../../model/kit.ts";
import { byCodeUnit } from "../../../model/order.ts";
import { fixOf } from "../../text-change.ts";
import { generatedDrift, wantedDepends } from "../generated.ts";
import type { SyncChange, SyncInput } from "./change.ts";

/** The generated dependencies are what the releases wait for (BP514); an entry that is right stays as it is written. */
export function* syncGenerated({ kits }: SyncInput): Iterable<SyncChange> {
  for (const [kit, generated] of firstOfEach(kits)) {
    const drift = generatedDrift(kit, generated);
    const [first] = drift;
    if (first === undefined) continue;
    const { file, text, map } = generated;
    const more = drift.length === 1 ? "" : `, and ${drift.length - 1} more`;
    yield {
      ruleId: "BP514",
      at: first.at,
      message: `${file}: ${first.message}${more}`,
      fix: fixOf("generate it again", { file, text }, [
        { start: map.start, end: map.end, text: written(kit, generated) },
      ]),
    };
  }
}

/** Kits may share the file: the first of them is the one that it is held beside. */
function firstOfEach(kits: readonly Kit[]): ReadonlyMap<Kit, GeneratedDepends> {
  const seen = new Set<string>();
  const found = new Map<Kit, GeneratedDepends>();
  for (const kit of kits) {
    if (kit.generated === undefined || seen.has(kit.generated.file)) continue;
    seen.add(kit.generated.file);
    found.set(kit, kit.generated);
  }
  return found;
}

function written(kit: Kit, { text, map, entries }: GeneratedDepends): string {
  const wanted = [...wantedDepends(kit)].toSorted(([a], [b]) => byCodeUnit(a, b));
  const wrong = new Set(generatedDrift(kit, kit.generated).map(({ name }) => name));
  const line = text.slice(text.lastIndexOf("\n", map.start) + 1);
  const outer = /^ */u.exec(line)?.[0] ?? "";
  const kept = new Map(
    map.pairs
      .filter(({ name }) => entries.some((one) => one.name === name) && !wrong.has(foldName(name)))
      .map(({ name, value }) => [foldName(name), text.slice(value.start, value.end)]),
  );
  if (wanted.length === 0) return "{}";
  const lines = wanted.map(([name, on]) => {
    const value = kept.get(name) ?? `[${on.map((one) => JSON.stringify(one)).join(", ")}]`;
    return `${outer}  ${JSON.stringify(name)}: ${value}`;
  });
  return `{\n${lines.join(",\n")}\n${outer}}`;
}
