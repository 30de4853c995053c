import { diff } from "../../app/diff/diff.ts";
import type { Side } from "../../app/diff/side.ts";
import type { UpgradeStep } from "../../app/diff/upgrade-paths.ts";
import { storeCatalogue } from "../../app/install/store-catalogue.ts";
import { BpError } from "../../model/error.ts";
import type { Reference } from "../../model/reference.ts";
import type { Run } from "../declaration.ts";
import type { Named } from "../diff-sides.ts";
import { openSide, sideNamed } from "../diff-sides.ts";
import type { Network } from "../network.ts";
import { diffBlocks } from "./diff-blocks.ts";
import { diffRender } from "./diff-render.ts";
import { mistakenSide } from "./mistaken-side.ts";

export const run: Run = async ([old = "", given], options, context) => {
  const before = sideNamed(old);
  const next = given ?? nameOf(before);
  const after = sideNamed(next);
  if (old === next)
    throw new BpError("USAGE", `${old} is compared with itself`, {
      hint: "name a revision or a published version first: bp diff main:axon, bp diff HOST/PATH/bp-axon:1.1.0",
    });
  let opened: Promise<Network> | undefined;
  const network = (): Promise<Network> => (opened ??= context.network(options));
  const sides: Side[] = [];
  try {
    for (const [text, named, other] of [
      [old, before, after],
      [next, after, before],
    ] as const)
      sides.push(
        await openSide(text, named, context, network).catch(async (error: unknown) => {
          throw await mistakenSide(error, named, other, context);
        }),
      );
    const [first, second] = sides;
    if (first === undefined || second === undefined) throw new RangeError("two sides are opened");
    const input = {
      before: first,
      after: second,
      render: await diffRender(options, context),
      published:
        before.kind === "published" ? await published(before.reference, network) : undefined,
    };
    const report = await diff(input, context.ports);
    const lines = await context.sourceLines(report.findings.map(({ file }) => file));
    return { report, blocks: diffBlocks(report, lines) };
  } finally {
    for (const side of sides) await side.dispose();
  }
};

/** What of the tree a side is about, where the other one is not said. */
function nameOf(named: Named): string {
  if (named.kind === "tree")
    throw new BpError("USAGE", `${named.selector} of the tree is compared with nothing`, {
      hint: "name a revision or a published version first: bp diff main:axon, bp diff HOST/PATH/bp-axon:1.1.0",
    });
  if (named.kind === "revision") return named.selector;
  const { path } = named.reference.target;
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Every version beside the old one, with what it may be upgraded from. */
async function published(
  { target }: Reference,
  network: () => Promise<Network>,
): Promise<readonly UpgradeStep[]> {
  const slash = target.path.lastIndexOf("/");
  const name = target.path.slice(slash + 1);
  const opened = await network();
  const catalogue = storeCatalogue({
    target: { ...target, path: target.path.slice(0, Math.max(0, slash)) },
    open: (repository) => opened.open(repository, "pull"),
    charts: new Map(),
  });
  const versions = await catalogue.versions(name);
  return Promise.all(
    versions.map(async (version) => {
      const { upgrades } = await catalogue.installable(name, version);
      return { version, upgrades };
    }),
  );
}
