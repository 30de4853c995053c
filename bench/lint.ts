/**
 * `node bench/lint.ts [--rounds N]`: lints a copy of the corpus (BP_CORPUS, else ../shared/corpus/openova) as a process:
 * again, with nothing remembered, and one file that was edited since, named or staged; beside kubeconform and
 * kubectl-validate on the same manifests and `helm lint` in a loop on the same charts, where they are built
 * (BP_INTEROP_ALL=1 takes those that are not core too); then 1,250 and 5,000 generated blueprints, whose times tell
 * whether the work grows with the tree alone.
 */
import { appendFileSync, cpSync, existsSync, globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { peersNamed, REPOSITORY } from "../test/interop/support/peers.ts";
import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import { commit, git, initialise } from "../test/support/git.ts";
import { writeTree } from "./lint-tree.ts";
import type { Contender } from "./measure.ts";
import { after, measure, median } from "./measure.ts";
import { processes } from "./processes.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const corpus = process.env["BP_CORPUS"] ?? join(REPOSITORY, "../shared/corpus/openova");
const program = join(REPOSITORY, "bin/bp.js");
const scratch = makeScratch();
const copy = scratch.path("corpus");

try {
  const contenders = [...(existsSync(corpus) ? onCorpus() : []), ...generated()];
  if (!existsSync(corpus)) console.log(`no corpus at ${corpus}: set BP_CORPUS`);
  const series = await measure(contenders, Number(values.rounds));
  const rows = series.map((one) => [one.name, ms(one.times[0]), ms(median(one))]);
  console.log(table([["", "best", "median"], ...rows]));
} finally {
  await scratch.remove();
}

function onCorpus(): readonly Contender[] {
  cpSync(corpus, copy, { recursive: true });
  initialise(copy);
  commit(copy);
  const manifests = globSync("{platform,products}/*/blueprint.yaml", { cwd: copy });
  const charts = globSync("{platform,products}/*/chart/Chart.yaml", { cwd: copy });
  const schema = join(REPOSITORY, "schemas/blueprint.schema.json");
  const conform = ["-schema-location", schema, ...manifests];
  const validate = ["--local-crds", join(REPOSITORY, "schemas"), ...manifests];
  const loop = charts.map((file) => ["lint", join(file, "..")]);
  const name = `bp lint, ${manifests.length} manifests and ${charts.length} charts`;
  return [
    ...ownOnCorpus(name, manifests[0] ?? ""),
    ...peer("kubeconform", [conform], `${manifests.length} manifests`),
    ...peer("kubectl-validate", [validate], `${manifests.length} manifests`),
    ...peer("helm", loop, `lint in a loop, ${charts.length} charts`),
  ];
}

function ownOnCorpus(whole: string, file: string): readonly Contender[] {
  const lint = (name: string, ...args: readonly string[]): Contender =>
    contender(name, process.execPath, [[program, "lint", ...args]]);
  const cold = { ...scratch.env, XDG_CACHE_HOME: scratch.path("cold") };
  const first = processes(
    {
      name: `${whole}, nothing remembered`,
      file: process.execPath,
      runs: [[program, "lint"]],
      cwd: copy,
    },
    { ...scratch, env: cold },
  );
  const edit = (): void => appendFileSync(join(copy, file), "# edited\n");
  return [
    lint(whole),
    after(first, () => rmSync(scratch.path("cold"), { recursive: true, force: true })),
    after(lint("bp lint of a file edited since", file), edit),
    after(lint("bp lint --staged, a file edited since", "--staged"), () => {
      edit();
      git(copy, "add", file);
    }),
  ];
}

function generated(): readonly Contender[] {
  return [1250, 5000].map((count) => {
    const folder = scratch.path(`tree-${count}`);
    writeTree(folder, count);
    const args = [program, "-C", folder, "lint"];
    return contender(`bp lint, ${count} generated blueprints`, process.execPath, [args]);
  });
}

function peer(
  name: string,
  runs: readonly (readonly string[])[],
  what: string,
): readonly Contender[] {
  const [found] = peersNamed(name)
    .filter(({ present }) => present)
    .toSorted((a, b) => b.label.localeCompare(a.label, "en", { numeric: true }));
  if (found === undefined)
    console.log(`${name} is left out: not chosen, or not built by npm run test:interop`);
  return found === undefined ? [] : [contender(`${found.label}, ${what}`, found.path, runs)];
}

function contender(name: string, file: string, runs: readonly (readonly string[])[]): Contender {
  const cwd = existsSync(copy) ? copy : scratch.folder;
  return processes({ name, file, runs, cwd }, scratch);
}

function ms(time: number | undefined): string {
  return time === undefined ? "-" : `${Math.round(time)} ms`;
}
