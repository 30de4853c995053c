import type { TextChange } from "../../model/change.ts";
import type { ChartDependency } from "../../model/chart.ts";
import type { ScalarNode, YamlNode } from "../../model/yaml-node.ts";
import { coercedText, entry, nodeAt } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { writeScalar } from "../edit.ts";
import type { Complaint, Rule } from "../rule.ts";

const pointer = "/catalystBlueprint/upstream";

/** What the values say of the upstream is shown to users; Chart.yaml says what is really inside. */
export const upstreamValues: Rule = {
  id: "BP205",
  name: "upstream-values",
  severity: "error",
  summary:
    "What values.yaml says under catalystBlueprint.upstream is the chart, version and repository of one of the dependencies.",
  why: "Audits and the console read the values; where they name another version than the one embedded, a fixed hole looks open or an open one fixed.",
  remedy: "Bring chart, version and repo to what Chart.yaml declares under dependencies.",
  fixes: "some",
  examples: {
    bad: "# Chart.yaml embeds velero 12.0.1\ncatalystBlueprint:\n  upstream: {chart: velero, version: 11.0.0, repo: https://x.example}\n",
    good: "catalystBlueprint:\n  upstream: {chart: velero, version: 12.0.1, repo: https://x.example}\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const upstream = nodeAt(unit.chart.values?.root, pointer);
      const chart = textOf(upstream, "chart");
      if (upstream?.kind !== "mapping" || chart === "") continue;
      const named = unit.chart.metadata.dependencies.filter(({ name }) => name === chart);
      if (named.length === 0) yield unknownChart(unit, upstream, chart);
      else if (!named.some((one) => differences(upstream, one).length === 0))
        yield* different(unit, upstream, named);
    }
  },
};

function unknownChart(unit: ChartUnit, upstream: YamlNode, chart: string): Complaint {
  return {
    at: entry(upstream, "chart")?.at ?? upstream.at,
    pointer: `${pointer}/chart`,
    message: `the upstream is told to be ${chart}, which is none of the dependencies`,
    unit,
  };
}

type Difference = {
  readonly key: "version" | "repo";
  readonly told: string;
  readonly real: string;
};

function differences(upstream: YamlNode, dependency: ChartDependency): readonly Difference[] {
  const pairs = [
    { key: "version", told: textOf(upstream, "version"), real: dependency.version },
    { key: "repo", told: textOf(upstream, "repo"), real: dependency.repository },
  ] as const;
  return pairs.filter(({ told, real }) => bare(told) !== bare(real));
}

/** One slash more at the end of a repository is the same repository. */
function bare(text: string): string {
  return text.replace(/\/+$/u, "");
}

function* different(
  unit: ChartUnit,
  upstream: YamlNode,
  named: readonly ChartDependency[],
): Iterable<Complaint> {
  const [dependency] = named;
  if (dependency === undefined) return;
  for (const { key, told, real } of differences(upstream, dependency)) {
    const node = entry(upstream, key);
    const change = named.length === 1 ? changeOf(node, real) : undefined;
    const description = `write the ${key} of ${dependency.name}`;
    yield {
      at: node?.at ?? upstream.at,
      pointer: node === undefined ? pointer : `${pointer}/${key}`,
      message: `${key} is told to be ${told || "empty"}, Chart.yaml has ${dependency.name} ${key === "repo" ? "from " : ""}${real || "charts/"}`,
      unit,
      ...(change === undefined ? {} : { fix: { description, changes: [change] } }),
    };
  }
}

function changeOf(node: YamlNode | undefined, real: string): TextChange | undefined {
  return isScalar(node) && real !== "" ? writeScalar(node, real) : undefined;
}

function isScalar(node: YamlNode | undefined): node is ScalarNode {
  return node?.kind === "scalar";
}

function textOf(node: YamlNode | undefined, name: string): string {
  return coercedText(entry(node, name)) ?? "";
}
