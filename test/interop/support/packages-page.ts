import type { Judged } from "../../chart/golden/golden.ts";
import { count, designs } from "../../chart/golden/golden.ts";

const kinds = ["equal", "both refuse", "by design"] as const;

/** The page that says how our packages compare with those of one Helm. */
export function packagesPage(
  label: string,
  groups: ReadonlyMap<string, readonly Judged[]>,
): string {
  const counts = [...groups].map(([group, judged]) => row(group, judged));
  const reasons = [...groups].flatMap(([group, judged]) =>
    designs(judged).map((line) => {
      const [times = "", why = ""] = line.split(" × ");
      return `| ${why} | ${group} | ${times} |`;
    }),
  );
  return `# Packages beside ${label}

What [\`bp package\`](commands/package.md) and \`helm package\` make of the same charts. \`npm run test:interop -- package\`
compares them entry by entry, and fails where this page does not say what came out; vitest's \`-u\` writes it anew.

| charts | cases | equal | refused by both | different on purpose | different |
|---|---|---|---|---|---|
${[...counts, row("all", [...groups.values()].flat())].join("\n")}

Equal: every file has the same bytes, and they come in the same order; \`Chart.yaml\` and \`Chart.lock\`, which Helm writes
anew, are equal once parsed. Times differ always: ours is one fixed time. The charts of this
repository, which are not counted here, must come out equal or refused on purpose too.

## Different on purpose

| why | charts | cases |
|---|---|---|
${reasons.join("\n")}
`;
}

function row(group: string, judged: readonly Judged[]): string {
  const counts = kinds.map((kind) => count(judged, kind));
  const cells = [group, judged.length, ...counts, count(judged, "different")];
  return `| ${cells.join(" | ")} |`;
}
