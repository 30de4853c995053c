import type { Finding } from "../../model/finding.ts";
import { compareVersions, parseVersion } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { absentImages } from "./absent-images.ts";
import type { Payloads } from "./content.ts";
import { payloads } from "./content.ts";
import type { Pair } from "./history-findings.ts";
import { forgotten, told } from "./history-findings.ts";
import type { HistoryPorts } from "./ports.ts";

export interface HistoryInput {
  /** What the change goes into, where it left that. */
  readonly before: Source;
  readonly after: Source;
  /** The units of `after` to look at. */
  readonly units: readonly Unit[];
  /** Charts whose appVersion is their version. */
  readonly lockstep: ReadonlySet<string>;
}

export interface HistoryFindings {
  readonly findings: readonly Finding[];
  /** What could not be judged and why, as sentences. */
  readonly notes: readonly string[];
}

/**
 * What a change did to versions: forgotten (BP602, BP608, BP611), lowered (BP603), claimed elsewhere (BP605), or empty
 * (BP606). A version is published as it was when it came: so a change that brings that back has forgotten nothing, and a
 * bump that makes up for one that was forgotten is not empty.
 */
export async function checkHistory(
  input: HistoryInput,
  ports: HistoryPorts,
): Promise<HistoryFindings> {
  const known = new Map(input.before.workspace.units.map((unit) => [unit.name, unit]));
  const findings: Finding[] = [];
  const notes: string[] = [];
  for (const now of input.units) {
    const old = known.get(now.name);
    if (old === undefined || !ships(old) || !ships(now)) continue;
    const pair = { old, now };
    findings.push(...lowered(pair));
    const version = await moved(pair, payloads(pair, input, ports), ports);
    const images = await absentImages(pair, ports);
    findings.push(...version.findings, ...images.findings);
    notes.push(...version.notes, ...images.notes);
  }
  return { findings, notes };
}

function* lowered({ old, now }: Pair): Generator<Finding> {
  for (const [key, was, is] of [
    ["version", old.version, now.version],
    ["appVersion", appVersionOf(old), appVersionOf(now)],
  ] as const) {
    const both = [was, is].every((text) => parseVersion(text) !== undefined);
    if (both && compareVersions(is, was) < 0)
      yield told(now, "BP603", `the ${key} went back from ${was} to ${is}`);
  }
}

function appVersionOf({ chart }: Unit): string {
  return chart?.metadata.appVersion ?? "";
}

async function moved(
  pair: Pair,
  contents: Payloads,
  ports: HistoryPorts,
): Promise<HistoryFindings> {
  const { old, now } = pair;
  const today = await contents.today();
  if (typeof today !== "string")
    return { findings: await claimed(pair, ports), notes: [unjudged(now, today.message)] };
  if (old.version !== now.version) {
    const empty = await isEmpty(pair, today, contents);
    return { findings: [...(await claimed(pair, ports)), ...empty], notes: [] };
  }
  const before = await contents.before();
  if (before === today) return { findings: [], notes: [] };
  const first = await contents.first();
  if (first === today) return { findings: [], notes: [] };
  if (typeof before === "string" || first !== undefined)
    return { findings: [forgotten(pair)], notes: [] };
  return { findings: [], notes: [unjudged(old, before.message)] };
}

async function claimed({ old, now }: Pair, { claims }: HistoryPorts): Promise<readonly Finding[]> {
  if (old.version === now.version) return [];
  const claim = (await claims(now)).find(({ version }) => version === now.version);
  if (claim === undefined) return [];
  return [told(now, "BP605", `${now.version} is claimed by the branch ${claim.branch} too`)];
}

async function isEmpty(
  { old, now }: Pair,
  today: string,
  { before, first }: Payloads,
): Promise<readonly Finding[]> {
  if (compareVersions(now.version, old.version) <= 0 || (await before()) !== today) return [];
  if (((await first()) ?? today) !== today) return [];
  const message = `${old.version} became ${now.version}, and nothing else changed`;
  return [told(now, "BP606", message)];
}

function unjudged({ name }: Unit, why: string): string {
  return `what is published of ${name} was not compared: ${why}`;
}
