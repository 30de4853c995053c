import type {
  DifferenceKind,
  RebuildReport,
  RebuiltDocument,
  RebuiltFile,
} from "../../app/rebuild/report.ts";
import type { Block, Tone } from "../../report/index.ts";
import { count } from "../phrase.ts";

const words: Readonly<Record<DifferenceKind, string>> = {
  content: "other bytes",
  mode: "another mode",
  time: "another time",
  missing: "not built again",
  added: "not published",
  order: "at another place",
  header: "other tar headers",
  compression: "packed otherwise",
};

const mostFiles = 20;

export function rebuildBlocks(report: RebuildReport): readonly Block[] {
  const { identical, subject, rebuilt, notes } = report;
  const signed = report.provenance.policy !== null;
  return [
    block([subject.reference], "strong"),
    block(facts(report)),
    ...(signed
      ? []
      : [block(["the provenance is NOT verified: nothing says whom to trust"], "warn")]),
    ...(notes.length === 0 ? [] : [block(notes, "warn")]),
    ...(identical
      ? [block([`identical: built again, it is ${rebuilt}`], "good")]
      : [
          block([`NOT identical: published ${subject.digest}, built again ${rebuilt}`], "bad"),
          ...differences(report),
        ]),
  ];
}

function facts({ provenance }: RebuildReport): readonly string[] {
  const { source, folder, builder, tool, policy } = provenance;
  const at = source.repository === undefined ? "" : ` of ${source.repository}`;
  const ref = source.ref === undefined ? "" : `, ${source.ref}`;
  return [
    `commit     ${source.commit}${at}${ref}`,
    `folder     ${folder}`,
    `built by   ${tool === undefined ? builder : `${builder}, bp ${tool.version}`}`,
    ...(policy === null ? [] : [`signed by  ${signer(policy)}`]),
  ];
}

function signer(policy: NonNullable<RebuildReport["provenance"]["policy"]>): string {
  if (policy.kind === "key") return `the key ${policy.hint}`;
  return `${policy.identity}, vouched for by ${policy.issuer}`;
}

function differences({
  files,
  blueprint,
  manifest,
  provenance,
  subject,
}: RebuildReport): readonly Block[] {
  const { chart, source } = provenance;
  const parts = manifest.map(
    ({ part, published, rebuilt }) =>
      `${part}: published ${shown(published)}, rebuilt ${shown(rebuilt)}`,
  );
  const more = `what of it a consumer notices: bp diff ${source.commit}:${chart} ${subject.reference}`;
  return [fileLines(files), documentLines(blueprint), parts, [more]]
    .filter((lines) => lines.length > 0)
    .map((lines) => block(lines));
}

function fileLines([first, ...rest]: readonly RebuiltFile[]): readonly string[] {
  if (first === undefined) return [];
  const detail = first.detail === "" ? "" : `: ${first.detail}`;
  const more = rest.length > mostFiles ? [`  … ${rest.length - mostFiles} more`] : [];
  return [
    `the first file that differs is ${first.path} (${words[first.kind]}${detail})`,
    `  published  ${shown(first.published)}`,
    `  rebuilt    ${shown(first.rebuilt)}`,
    ...(rest.length === 0 ? [] : [`and ${count(rest.length, "other file")}:`]),
    ...rest.slice(0, mostFiles).map(({ path, kind }) => `  ${path} (${words[kind]})`),
    ...more,
  ];
}

function documentLines(blueprint: RebuiltDocument | null): readonly string[] {
  if (blueprint === null) return [];
  const { line, before, after, published } = blueprint;
  if (line === null)
    return [`blueprint.yaml is ${published === null ? "not published" : "not built again"}`];
  return [
    `blueprint.yaml differs from line ${line}`,
    `  published  ${before ?? "(it ends here)"}`,
    `  rebuilt    ${after ?? "(it ends here)"}`,
  ];
}

function shown(value: string | null): string {
  return value ?? "none";
}

function block(lines: readonly string[], tone: Tone = "plain"): Block {
  return { kind: "line", text: lines.join("\n"), tone };
}
