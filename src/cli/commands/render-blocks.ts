import type { Disagreement } from "../../app/render/disagreements.ts";
import type { ListedRender, RenderReport } from "../../app/render/report.ts";
import type { Block, SourceLines } from "../../report/index.ts";
import { unifiedDiff } from "../../report/index.ts";

/** The manifests; where two Helms disagree, in what; and where there are none, why. */
export async function renderBlocks(
  { renders, findings }: RenderReport,
  disagreements: readonly Disagreement[],
  sourceLines: (files: readonly string[]) => Promise<SourceLines>,
): Promise<readonly Block[]> {
  const rendered = renders.filter(({ status }) => status === "rendered");
  if (rendered.length === 0) {
    const source = await sourceLines(findings.map(({ file }) => file));
    const nothing = renders.length === 0 ? "no chart in the selection" : reasons(renders);
    const text = findings.length === 0 ? nothing : "";
    return [
      { kind: "findings", findings, source },
      ...(text === "" ? [] : [{ kind: "line" as const, text }]),
    ];
  }
  if (disagreements.length > 0)
    return [{ kind: "raw", text: await diff(disagreements), language: "diff" }];
  const once = rendered.filter(
    ({ folder }, index) => rendered.findIndex((other) => other.folder === folder) === index,
  );
  return [{ kind: "raw", text: once.map(({ manifest }) => manifest).join(""), language: "yaml" }];
}

function reasons(renders: readonly ListedRender[]): string {
  return renders.map(({ name, reason = "" }) => `${name}: ${reason}`).join("\n");
}

function diff(disagreements: readonly Disagreement[]): Promise<string> {
  return unifiedDiff(
    disagreements.map(({ name, helm, against, before, after }) => {
      return { file: `${name}/helm-${against}..${helm}.yaml`, before, after };
    }),
  );
}
