import { foldName } from "../../model/blueprint.ts";
import type { Fix } from "../../model/change.ts";
import type { Kit, KitFile, KitRelease, KitRepository } from "../../model/kit.ts";
import { entry, nodeAt, pair } from "../../yaml/index.ts";
import { writeScalar } from "../edit.ts";
import { indentOf, linesBelow } from "../insert.ts";
import { filesOf, isSubstituted, noKit, releasesOf } from "../kits.ts";
import type { Complaint, Rule } from "../rule.ts";
import { fixOf } from "../text-change.ts";

/** A repository's url is joined with the chart's name. */
export const helmRepository: Rule = {
  id: "BP501",
  name: "helm-repository",
  severity: "error",
  summary:
    "A kit's HelmRepository is of type oci, its url is oci://<host>/<organisation>, it names a secret, and every release's repository is there.",
  why: "Flux appends the chart's name to the url: with the name in it already it asks for bp-x/bp-x; private packages without a secret are refused.",
  remedy: "Write type: oci, the url without the chart's name, and secretRef.",
  fixes: "some",
  examples: {
    bad: "url: oci://ghcr.io/acme/bp-cilium\n",
    good: "type: oci\nurl: oci://ghcr.io/acme\nsecretRef:\n  name: ghcr-pull\n",
  },

  *check(input) {
    for (const { kit, file } of filesOf(input)) {
      for (const repository of file.repositories) {
        yield* judgeType(repository, file);
        yield* judgeUrl(repository, kit);
        yield* judgeSecret(repository, file, kit);
      }
      for (const release of file.releases) yield* judgeSource(release, kit);
    }
  },

  notRun: noKit,
};

function* judgeType(
  { type, url, name, root, at }: KitRepository,
  file: KitFile,
): Iterable<Complaint> {
  if (type === "oci" || isSubstituted(type)) return;
  const pointer = "/spec/type";
  const node = nodeAt(root, pointer);
  const written = node === undefined ? "has no type" : `is of type ${type}`;
  const description = "write type: oci";
  const changed = node?.kind === "scalar" ? writeScalar(node, "oci") : undefined;
  const fix =
    changed === undefined ? below(root, file, "type: oci") : { description, changes: [changed] };
  yield {
    at: node?.at ?? at,
    pointer,
    message: `the HelmRepository ${name} ${written}, not oci`,
    ...(fix === undefined || !url.startsWith("oci://") ? {} : { fix }),
  };
}

function* judgeUrl({ url, name, root, at }: KitRepository, kit: Kit): Iterable<Complaint> {
  const pointer = "/spec/url";
  const node = nodeAt(root, pointer);
  const place = { at: node?.at ?? at, pointer };
  if (!url.startsWith("oci://")) {
    if (isSubstituted(url.slice(0, 6))) return;
    yield {
      ...place,
      message: `the url of the HelmRepository ${name} is ${url === "" ? "missing" : url}, not oci://…`,
    };
    return;
  }
  const steps = url.slice("oci://".length).split("/");
  const charts = chartsFrom(name, kit);
  const kept = steps.filter(
    (step, index) => index === 0 || (step !== "" && !charts.has(step) && !step.startsWith("bp-")),
  );
  if (kept.length === steps.length) {
    if (steps.length < 2) yield { ...place, message: `${url} names no organisation` };
    return;
  }
  const right = `oci://${kept.join("/")}`;
  const fix: Fix | undefined =
    node?.kind === "scalar" && kept.length > 1
      ? { description: `write ${right}`, changes: [writeScalar(node, right)] }
      : undefined;
  const message = `Flux appends the chart's name itself: ${url} should be ${right}`;
  yield { ...place, message, ...(fix === undefined ? {} : { fix }) };
}

/** The charts that releases take from the repository, with and without `bp-`. */
function chartsFrom(name: string, kit: Kit): ReadonlySet<string> {
  const used = releasesOf(kit).filter(({ source }) => source?.name === name);
  return new Set(
    used.filter(({ chart }) => chart !== "").flatMap(({ chart }) => [chart, foldName(chart)]),
  );
}

function* judgeSecret(
  { secret, name, root, at }: KitRepository,
  file: KitFile,
  kit: Kit,
): Iterable<Complaint> {
  if (secret !== "") return;
  const spec = entry(root, "spec");
  const known = new Set(
    kit.files.flatMap(({ repositories }) => repositories.flatMap((one) => one.secret || [])),
  );
  const [only] = known;
  const fix =
    only !== undefined &&
    known.size === 1 &&
    pair(spec, "secretRef") === undefined &&
    !isSubstituted(only)
      ? below(root, file, "secretRef:", `  name: ${only}`)
      : undefined;
  const message = `the HelmRepository ${name} names no secret: packages are private until they are made public`;
  yield {
    at: pair(spec, "url")?.key.at ?? at,
    pointer: "/spec/secretRef",
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Writes lines below the url. */
function below(
  root: KitRepository["root"],
  { path, text }: KitFile,
  ...lines: readonly string[]
): Fix | undefined {
  const spec = entry(root, "spec");
  const url = pair(spec, "url");
  if (spec?.kind !== "mapping" || spec.flow || url === undefined) return undefined;
  const indent = indentOf(text, url);
  const edit =
    indent === undefined
      ? undefined
      : linesBelow(
          text,
          url.value,
          lines.map((line) => indent + line),
        );
  return (
    edit &&
    fixOf(`write ${lines.map((line) => line.trim()).join(" ")}`, { file: path, text }, [edit])
  );
}

/** What is written into a slot beside its release. */
const known: ReadonlySet<string> = new Set(["HelmRepository", "HelmChart", "OCIRepository"]);

function* judgeSource({ name, source, namespace }: KitRelease, kit: Kit): Iterable<Complaint> {
  if (source === undefined || !known.has(source.kind) || isSubstituted(source.name)) return;
  const inside = source.namespace === "" ? namespace : source.namespace;
  const objects = kit.files.flatMap((file) => file.objects);
  const found = objects.some(
    (one) =>
      one.kind === source.kind &&
      one.name === source.name &&
      (one.namespace === inside || one.namespace === "" || inside === ""),
  );
  if (found) return;
  const message = `the release ${name} takes its chart from the ${source.kind} ${inside}/${source.name}, which the kit has not`;
  yield { at: source.at, pointer: `${source.pointer}/name`, message };
}
