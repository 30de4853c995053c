import type { Target } from "../../model/reference.ts";
import { formatTarget, repositoryIn } from "../../model/reference.ts";
import type { Layouts } from "../layouts/layouts.ts";
import type { MirrorInput, MirrorPorts } from "../mirror/mirror.ts";
import { mirror } from "../mirror/mirror.ts";
import type { Placed } from "../mirror/placement.ts";
import { summarise } from "../mirror/report.ts";
import type { InBundle } from "./check.ts";
import { checkContent, contentOfBundle } from "./check.ts";
import type { BundleReport } from "./report.ts";

export interface LoadInput extends Pick<MirrorInput, "to" | "concurrency" | "interrupted"> {
  readonly layouts: Layouts;
  /** As the user wrote it. */
  readonly archive: string;
  readonly dryRun: boolean;
}

/**
 * Reads the whole bundle first: one that is damaged, or whose charts do not verify, carries nothing. Then brings all of
 * it to the target and reads it back there.
 * @throws BpError EMPTY_SELECTION
 */
export async function loadBundle(
  input: LoadInput,
  ports: Omit<MirrorPorts, "source">,
): Promise<BundleReport> {
  const { layouts, archive, to, dryRun, concurrency, interrupted } = input;
  const content = await contentOfBundle(layouts, archive);
  const { artifacts: checked, exitCode } = await checkContent(layouts, content, ports);
  if (exitCode !== 0) return damaged(input, { checked, exitCode });
  const placed = content.map((one) => placedOf(one, archive, to));
  const set = { wanted: placed.map(({ wanted }) => wanted), findings: [], notRun: [] };
  const mode = dryRun ? "plan" : "copy";
  const report = await mirror(
    { set, placed, to, mode, concurrency, interrupted },
    { ...ports, source: (target) => layouts.open(target.path) },
  );
  return { ...report, command: "bundle load", archive, checked };
}

function placedOf(one: InBundle, archive: string, to: Target): Placed {
  const { repository, tag } = one;
  const digest = tag === undefined ? one.digest : undefined;
  const target: Target = { kind: "layout", folder: archive, path: repository };
  const from = { target, tag, digest };
  return {
    wanted: { kind: "artifact", reference: from, required: true, places: [] },
    from,
    to: { target: repository === "" ? to : repositoryIn(to, repository), tag, digest },
  };
}

function damaged(
  { archive, to, dryRun }: LoadInput,
  { checked, exitCode }: Pick<BundleReport, "checked" | "exitCode">,
): BundleReport {
  return {
    schemaVersion: 1,
    command: "bundle load",
    ok: false,
    exitCode,
    findings: [],
    target: formatTarget(to),
    dryRun,
    artifacts: [],
    summary: { ...summarise([]), notRun: [] },
    archive,
    checked,
  };
}
