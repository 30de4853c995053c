import type { Chart } from "../../model/chart.ts";
import { isBpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Spool } from "../../model/ports.ts";
import { compareVersions, parseVersion } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { payloadOf } from "../affected/payload.ts";
import type { Source } from "../packaging.ts";
import type { BumpPorts } from "./ports.ts";

export interface HistoryInput {
  /** What the change goes into, where it left that. */
  readonly before: Source;
  readonly after: Source;
  /** The units of `after` to look at. */
  readonly units: readonly Unit[];
  /** Charts whose appVersion is their version. */
  readonly lockstep: ReadonlySet<string>;
}

interface Pair {
  readonly old: Unit & { readonly chart: Chart };
  readonly now: Unit & { readonly chart: Chart };
}

/** What a change did to versions: forgotten (BP602, BP608), lowered (BP603), claimed elsewhere (BP605), or empty (BP606). */
export async function checkHistory(
  input: HistoryInput,
  ports: Pick<BumpPorts, "claims"> & { readonly spool: Spool },
): Promise<readonly Finding[]> {
  const known = new Map(input.before.workspace.units.map((unit) => [unit.name, unit]));
  const found: Finding[] = [];
  for (const now of input.units) {
    const old = known.get(now.name);
    if (old?.chart === undefined || now.chart === undefined) continue;
    const pair = { old: { ...old, chart: old.chart }, now: { ...now, chart: now.chart } };
    found.push(...lowered(pair), ...(await moved(pair, input, ports)));
  }
  return found;
}

function* lowered({ old, now }: Pair): Generator<Finding> {
  const [was, is] = [old.chart.metadata, now.chart.metadata];
  for (const key of ["version", "appVersion"] as const) {
    const both = [was[key], is[key]].every((text) => parseVersion(text) !== undefined);
    if (both && compareVersions(is[key], was[key]) < 0)
      yield told(now, "BP603", `the ${key} went back from ${was[key]} to ${is[key]}`);
  }
}

async function moved(
  pair: Pair,
  input: HistoryInput,
  ports: Pick<BumpPorts, "claims"> & { readonly spool: Spool },
): Promise<readonly Finding[]> {
  const { old, now } = pair;
  const changed = await hasChanged(pair, input, ports.spool);
  if (old.version === now.version) return changed === true ? [forgotten(pair)] : [];
  const claim = (await ports.claims(now)).find(({ version }) => version === now.version);
  return [
    ...(claim === undefined
      ? []
      : [told(now, "BP605", `${now.version} is claimed by the branch ${claim.branch} too`)]),
    ...(changed === false && compareVersions(now.version, old.version) > 0
      ? [told(now, "BP606", `${old.version} became ${now.version}, and nothing else changed`)]
      : []),
  ];
}

/** A pin that moved says whose part is missing (BP608). */
function forgotten({ old, now }: Pair): Finding {
  const before = new Map(
    old.chart.metadata.dependencies.map(({ name, alias, version }) => [alias || name, version]),
  );
  const pin = now.chart.metadata.dependencies.find(
    ({ name, alias, version }) => (before.get(alias || name) ?? version) !== version,
  );
  if (pin === undefined)
    return told(now, "BP602", `what is published changed, and the version is still ${now.version}`);
  const { name, version } = pin;
  return told(
    now,
    "BP608",
    `the pin of ${name} became ${version}, and the version is still ${now.version}`,
  );
}

/** Whether what is published differs but for the version; undefined where it cannot be packaged. */
async function hasChanged(
  { old, now }: Pair,
  { before, after, lockstep }: HistoryInput,
  spool: Spool,
): Promise<boolean | undefined> {
  const without = { version: true, lockstep: lockstep.has(now.name) } as const;
  try {
    const [then, today] = await Promise.all([
      payloadOf(old, before, spool, without),
      payloadOf(now, after, spool, without),
    ]);
    return then !== today;
  } catch (error) {
    if (isBpError(error)) return undefined;
    throw error;
  }
}

function told(unit: Pair["now"], ruleId: string, message: string): Finding {
  return finding({
    ruleId,
    severity: "error",
    at: unit.chart.versionAt,
    pointer: "/version",
    message: `${unit.name}: ${message}`,
    blueprint: unit.name,
    help: helps[ruleId] ?? "take another version",
  });
}

const helps: Readonly<Record<string, string>> = {
  BP602: "bp bump makes the next one",
  BP608: "bp bump makes the next one",
  BP603: "take a higher one, or take the change back",
  BP605: "take the next one that is free: bp bump names it",
  BP606: "take the bump back, or bring the change that it was meant for",
};
