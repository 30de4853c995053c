import type { ListReport } from "../../app/list.ts";
import type { ListedVersion, VersionState } from "../../app/versions/version-states.ts";
import { versionStates } from "../../app/versions/version-states.ts";
import { BpError, isBpError } from "../../model/error.ts";
import { parseTarget } from "../../model/reference.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Block, Tone } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import type { Outcome } from "../outcome.ts";
import { count } from "../phrase.ts";
import { gitHere, versionsBefore } from "../revision.ts";
import { bumpPorts } from "./bump-ports.ts";
import { publishTarget } from "./publish-setting.ts";

/** The list with what became of each version. @throws BpError USAGE where the registry may not be asked */
export async function listVersions(
  report: ListReport,
  units: readonly Unit[],
  options: CommandOptions,
  context: Context,
): Promise<Outcome> {
  await assertAsked(options, context);
  const { workspace, config } = await context.workspace();
  const { workspaceDependencies, lockstep } = config;
  const past = await pastOf(units, context);
  const { versions, findings: lost } = await versionStates(
    units,
    { workspace, sites: { workspaceDependencies, lockstep: new Set(lockstep) } },
    {
      ...(await bumpPorts(options, context)),
      past: async ({ chart }) => past.get(chart?.versionAt.file ?? "") ?? [],
    },
  );
  const findings = [...report.findings, ...lost];
  const source = await context.sourceLines(findings.map(({ file }) => file));
  const told: ListReport = { ...report, findings, versions };
  return {
    report: told,
    blocks: [tableOf(versions), { kind: "findings", findings, source }, summaryOf(versions)],
  };
}

/** Without the registry no state is known. */
async function assertAsked(options: CommandOptions, context: Context): Promise<void> {
  const to = await publishTarget(options, context);
  if (!context.offline || to === undefined || parseTarget(to).kind === "layout") return;
  throw new BpError("USAGE", `--versions asks ${to} what is published, and --offline refuses it`, {
    hint: "leave --offline out, or name a layout: --to oci-layout:DIR",
  });
}

async function pastOf(
  units: readonly Unit[],
  context: Context,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const note = (message: string): void => context.ports.emit({ kind: "note", message });
  try {
    const files = units.flatMap(({ chart }) => chart?.versionAt.file ?? []);
    const past = await versionsBefore(context, files);
    const { repository } = await gitHere(context);
    if (repository?.shallow === true)
      note("this clone is shallow: former versions are known in part (`git fetch --unshallow`)");
    return past;
  } catch (error) {
    if (!isBpError(error, "UNREADABLE")) throw error;
    note(`former versions were not looked at: ${error.message}`);
    return new Map();
  }
}

const tones: Readonly<Record<VersionState, Tone>> = {
  published: "good",
  "pending-publish": "strong",
  "pending-merge": "plain",
  missing: "bad",
  "dead-reserved": "dim",
};

/** How many versions, or places, a row names. */
const named = 3;

/** A row for each state of a chart's versions. */
function tableOf(versions: readonly ListedVersion[]): Block {
  const groups = Map.groupBy(versions, ({ name, state }) => `${name} ${state}`);
  return {
    kind: "table",
    head: ["blueprint", "versions", "state", "where"],
    rows: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { name, state } = first;
      const all = listed(group.map(({ version }) => version));
      return [[name, all, { text: state, tone: tones[state] }, placesOf(state, group)]];
    }),
  };
}

/** Who asks for what is there, or will be, is no news. */
function placesOf(state: VersionState, group: readonly ListedVersion[]): string {
  const where = group.flatMap((one) => one.where);
  if (where.length === 0) return "-";
  const isNews = state !== "published" && state !== "pending-publish";
  return isNews ? listed(where) : count(where.length, "place");
}

function listed(all: readonly string[]): string {
  const rest = all.length - named;
  return `${all.slice(0, named).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function summaryOf(versions: readonly ListedVersion[]): Block {
  const counts = Map.groupBy(versions, ({ state }) => state);
  const text = [...counts].map(([state, all]) => `${all.length} ${state}`).join(", ");
  return { kind: "line", text, tone: counts.has("missing") ? "warn" : "good" };
}
