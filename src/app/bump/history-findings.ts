import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { ShippingUnit } from "../../model/workspace.ts";
import { versionPlace } from "../version-place.ts";
import { movedImages } from "./moved-images.ts";

/** A blueprint before a change and after it. */
export interface Pair {
  readonly old: ShippingUnit;
  readonly now: ShippingUnit;
}

/** A bump that a change lacks: a pin that moved says whose part is missing (BP608), an image which program (BP611). */
export function forgotten(pair: Pair): Finding {
  const { now } = pair;
  const still = `and the version is still ${now.version}`;
  const pin = movedPin(pair);
  if (pin !== undefined) return told(now, "BP608", `${pin}, ${still}`);
  const image = movedImages(pair).find(({ isSame }) => isSame);
  if (image !== undefined)
    return told(now, "BP611", `the image ${image.repository} became ${image.version}, ${still}`);
  return told(now, "BP602", `what is published changed, ${still}`);
}

function movedPin({ old, now }: Pair): string | undefined {
  const before = new Map(
    old.chart?.metadata.dependencies.map(({ name, alias, version }) => [alias || name, version]),
  );
  const pin = now.chart?.metadata.dependencies.find(
    ({ name, alias, version }) => (before.get(alias || name) ?? version) !== version,
  );
  return pin && `the pin of ${pin.name} became ${pin.version}`;
}

export function told(unit: Pair["now"], ruleId: HistoryRule, message: string): Finding {
  return finding({
    ruleId,
    severity: "error",
    at: versionPlace(unit),
    pointer: unit.chart === undefined ? "/spec/version" : "/version",
    message: `${unit.name}: ${message}`,
    blueprint: unit.name,
    help: helps[ruleId](unit.name),
  });
}

type HistoryRule = "BP602" | "BP603" | "BP605" | "BP606" | "BP608" | "BP611";

const helps: Readonly<Record<HistoryRule, (name: string) => string>> = {
  BP602: next,
  BP608: next,
  BP611: (name) => `${next(name)}: commit it with the image`,
  BP603: () => "take a higher one, or take the change back",
  BP605: (name) => `take the next one that is free: bp bump ${name} names it`,
  BP606: () => "take the bump back, or bring the change that it was meant for",
};

function next(name: string): string {
  return `bp bump ${name} makes the next one`;
}
