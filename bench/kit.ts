/**
 * `node bench/kit.ts [--rounds N]`: `bp kit check` on a copy of the corpus (BP_CORPUS, else ../shared/corpus/openova) as a
 * process, for the first time, after an edit and again; beside shell scripts that compare the same kits with the expected
 * graph and the charts by yq: once a file and field, once a file, and once for all; and beside a bare call of yq, which
 * reads the same files and compares nothing (BP_INTEROP_ALL=1 takes yq, which is not core).
 */
import { appendFileSync, cpSync, existsSync, globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { peersNamed, REPOSITORY } from "../test/interop/support/peers.ts";
import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import type { Contender } from "./measure.ts";
import { after, measure, median, ratio } from "./measure.ts";
import { processes } from "./processes.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const corpus = process.env["BP_CORPUS"] ?? join(REPOSITORY, "../shared/corpus/openova");
const program = join(REPOSITORY, "bin/bp.js");
const yq = peersNamed("yq").findLast(({ present }) => present);

if (!existsSync(corpus)) console.log(`no corpus at ${corpus}: set BP_CORPUS`);
else if (yq === undefined)
  console.log(
    "no yq: BP_INTEROP_ALL=1 takes it, node test/interop/build-peers.ts --only yq builds it",
  );
else await compare(yq.label, yq.path);

async function compare(label: string, path: string): Promise<void> {
  const scratch = makeScratch();
  const tree = scratch.path("tree");
  cpSync(corpus, tree, { recursive: true });
  const contender = (name: string, file: string, args: readonly string[]): Contender =>
    processes({ name, file, runs: [args], cwd: tree }, scratch);
  const check = (name: string): Contender =>
    contender(name, process.execPath, [program, "kit", "check", "-o", "json"]);
  const script = (file: string): readonly string[] => [join(REPOSITORY, "bench/kit", file), path];
  const [slot = ""] = files(tree);
  try {
    const series = await measure(
      [
        check("bp kit check"),
        after(check("bp kit check, a slot edited"), () => appendFileSync(join(tree, slot), "#\n")),
        after(check("bp kit check, nothing remembered"), () =>
          rmSync(scratch.path("home"), { recursive: true, force: true }),
        ),
        contender(`${label} once a file and field`, "bash", script("yq-fields.sh")),
        contender(`${label} once a file`, "bash", script("yq-files.sh")),
        contender(`${label} once for all`, "bash", script("yq-once.sh")),
        contender(`${label}, a bare call`, path, [
          "-N",
          "[.kind, .name, .version]",
          ...files(tree),
        ]),
      ],
      Number(values.rounds),
    );
    const [own] = series;
    const rows = series.map((one) => [
      one.name,
      `${Math.round(one.times[0] ?? 0)} ms`,
      `${Math.round(median(one))} ms`,
      own === undefined || one === own ? "" : ratio(one, own).toFixed(1),
    ]);
    console.log(table([["", "best", "median", "to bp"], ...rows]));
  } finally {
    await scratch.remove();
  }
}

function files(tree: string): readonly string[] {
  const patterns = [
    "clusters/*/bootstrap-kit/[0-9]*.yaml",
    "scripts/expected-bootstrap-deps.yaml",
    "{platform,products}/*/chart/Chart.yaml",
  ];
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: tree }));
}
