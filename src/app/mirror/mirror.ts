import PQueue from "p-queue";

import type { Finding } from "../../model/finding.ts";
import { sortFindings } from "../../model/finding.ts";
import type { Ports } from "../../model/ports.ts";
import type { Target } from "../../model/reference.ts";
import { formatReference, formatTarget } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import type { Source, Store } from "../../oci/index.ts";
import { MovedOnce } from "../../oci/index.ts";
import { complain } from "./complain.ts";
import type { Placed } from "./placement.ts";
import type { MirrorReport, MirrorResult } from "./report.ts";
import { faultOf, summarise } from "./report.ts";
import type { MirrorSet } from "./set.ts";
import type { Transfer } from "./transfer.ts";
import { ifThere, row, transfer } from "./transfer.ts";

export interface MirrorInput {
  readonly set: MirrorSet;
  readonly placed: readonly Placed[];
  readonly to: Target;
  /** `plan`: say what would be copied; `check`: say what the target holds, without asking the source. */
  readonly mode: "copy" | "plan" | "check";
  readonly concurrency: number;
  readonly interrupted: AbortSignal;
}

export interface MirrorPorts extends Pick<Ports, "emit"> {
  readonly source: (target: Target) => Source;
  readonly store: (target: Target) => Store;
  readonly verify: Transfer["verify"];
}

/**
 * Brings everything of the set to the target, a few artifacts at a time; a fault of one keeps none of the others back.
 * @throws Error for a bug alone
 */
export async function mirror(input: MirrorInput, ports: MirrorPorts): Promise<MirrorReport> {
  const { set, placed, mode, concurrency } = input;
  const moved = new MovedOnce();
  const queue = new PQueue({ concurrency });
  const results = await Promise.all(
    placed.map((one) => queue.add(() => step(one, moved, input, ports))),
  );
  if (mode === "copy") await settle(placed, ports);
  const artifacts = results.map(({ artifact }) => artifact);
  const findings = sortFindings([
    ...set.findings,
    ...placed.flatMap((one, index) => lacks(one, results[index])),
  ]);
  const exitCode = worstExitCode([...exitCodes(input, results, findings)]);
  return {
    schemaVersion: 1,
    command: "mirror",
    ok: exitCode === 0,
    exitCode,
    findings,
    target: formatTarget(input.to),
    dryRun: mode === "plan",
    artifacts,
    summary: { ...summarise(artifacts), notRun: set.notRun },
  };
}

async function step(
  placed: Placed,
  moved: MovedOnce,
  { mode, interrupted }: MirrorInput,
  ports: MirrorPorts,
): Promise<MirrorResult> {
  if (mode === "plan") return { artifact: row(placed, "planned"), exitCode: 0 };
  if (interrupted.aborted) return { artifact: row(placed, "failed"), exitCode: 130 };
  const subject = formatReference(placed.to);
  ports.emit({ kind: "step", subject, step: mode === "check" ? "looking for it" : "copying" });
  const store = ports.store(placed.to.target);
  const result =
    mode === "check"
      ? await look(placed, store, interrupted)
      : await transfer({
          placed,
          source: ports.source(placed.from.target),
          store: moved.share(store),
          verify: ports.verify,
          signal: interrupted,
        });
  ports.emit({ kind: "done", subject, status: result.artifact.status });
  return result;
}

async function look(placed: Placed, store: Store, signal: AbortSignal): Promise<MirrorResult> {
  const { tag, digest } = placed.to;
  try {
    const root = await ifThere(store.resolve(digest ?? tag ?? "", signal));
    if (root === undefined) return { artifact: row(placed, "absent"), exitCode: 0 };
    return { artifact: row(placed, "present", { root }), exitCode: 0 };
  } catch (error) {
    const { error: fault, exitCode } = faultOf(error);
    return { artifact: { ...row(placed, "failed"), error: fault }, exitCode };
  }
}

/** What another writer undid of the lists of referrers is done again. */
async function settle(placed: readonly Placed[], ports: MirrorPorts): Promise<void> {
  const stores = new Set(placed.map(({ to }) => ports.store(to.target)));
  await Promise.all([...stores].map(async (store) => store.settle?.()));
}

/** What the workspace asks for and does not get: from the source BP901, in the target BP903. */
function lacks(placed: Placed, result: MirrorResult | undefined): readonly Finding[] {
  const { wanted } = placed;
  const [place] = wanted.places;
  const status = result?.artifact.status;
  if (place === undefined || (status !== "missing" && status !== "absent")) return [];
  const severity = wanted.required ? "error" : "warning";
  const others = wanted.places.length > 1 ? ` and ${wanted.places.length - 1} more` : "";
  const asks = `asked for by ${place.what}${others}`;
  const [id, where] =
    status === "missing"
      ? (["BP901", formatReference(placed.from)] as const)
      : (["BP903", formatReference(placed.to)] as const);
  return [complain(id, `${where} is not there, ${asks}`, place, severity)];
}

function* exitCodes(
  { interrupted }: MirrorInput,
  results: readonly MirrorResult[],
  findings: readonly Finding[],
): Iterable<number> {
  const wrote = results.some(({ artifact }) => artifact.written > 0);
  for (const { artifact, exitCode } of results) {
    // What was named by hand and is not there is a mistake of the command line.
    const isUnknown =
      artifact.kind === "artifact" && ["missing", "absent"].includes(artifact.status);
    if (isUnknown) yield artifact.status === "missing" ? 2 : 1;
    yield exitCode === 75 && wrote ? 5 : exitCode;
  }
  if (findings.some(({ severity }) => severity === "error")) yield 1;
  if (interrupted.aborted) yield 130;
}
