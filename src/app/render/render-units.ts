import PQueue from "p-queue";

import { rendered } from "../../chart/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { Chart } from "../../model/chart.ts";
import type { Rendered, StoredRelease } from "../../model/render.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { chartArchive } from "./archive.ts";
import { askHelm } from "./ask-helm.ts";
import { measure } from "./measure.ts";
import type { RenderPorts, RenderSettings } from "./settings.ts";

/** A unit's chart as one Helm renders it. */
export interface UnitRendered {
  readonly unit: Unit & { readonly chart: Chart };
  /** Undefined where no Helm was asked. */
  readonly helm: string | undefined;
  readonly release: string;
  readonly rendered: Rendered;
  /** What Helm said besides: its warnings. */
  readonly said: string;
  /** What that Helm would keep of the release, where that was asked. */
  readonly stored?: StoredRelease;
}

/**
 * Every unit that has a chart, by each Helm, in the order of both; a few processes at once, and one a chart and Helm.
 * @throws BpError as askHelm
 */
export async function renderUnits(
  units: readonly Unit[],
  source: Source,
  settings: RenderSettings,
  ports: RenderPorts,
): Promise<readonly UnitRendered[]> {
  const queue = new PQueue({ concurrency: ports.concurrency });
  const charts = units.filter((unit): unit is UnitRendered["unit"] => unit.chart !== undefined);
  const renders = await Promise.all(
    charts.map((unit) => queue.add(() => renderUnit(unit, source, settings, ports))),
  );
  return renders.flat();
}

async function renderUnit(
  unit: UnitRendered["unit"],
  source: Source,
  settings: RenderSettings,
  ports: RenderPorts,
): Promise<readonly UnitRendered[]> {
  ports.signal?.throwIfAborted();
  const { helms, namespace, kubernetes, values, set } = settings;
  const release = settings.release ?? foldName(unit.name);
  const archive = await chartArchive(unit.chart, source, ports.spool);
  if (archive.kind !== "packed")
    return [{ unit, helm: undefined, release, rendered: archive, said: "" }];
  const { content, digest } = archive;
  const cluster = { namespace, kubernetes, apiVersions: settings.apiVersions(unit) };
  const request = { chart: content, digest, release, values, set, ...cluster };
  try {
    const answers: UnitRendered[] = [];
    for (const helm of helms) {
      const answer = await askHelm(helm, request, ports);
      const measured = settings.measure === true && answer.ok;
      const stored = measured ? await measure(helm, request, answer, ports) : undefined;
      answers.push({
        unit,
        helm: helm.version,
        release,
        rendered: rendered(answer),
        said: answer.said,
        ...(stored === undefined ? {} : { stored }),
      });
    }
    return answers;
  } finally {
    await content.dispose();
  }
}
