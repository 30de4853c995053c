import type { Reason } from "./bump.ts";
import type { CrdChange } from "./crds.ts";
import type { Differences } from "./differences.ts";
import type { ObjectChange } from "./objects.ts";

/** What each difference asks of the version: what can break an installation, what is new, and the rest. */
export function* reasonsOf(differences: Differences): Generator<Reason> {
  yield* ofValues(differences);
  yield* ofConfiguration(differences);
  const { compositions } = differences;
  yield* ofObjects(differences.objects ?? []);
  yield* ofCrds(differences.crds ?? []);
  yield* ofObjects(compositions.objects);
  yield* ofCrds(compositions.definitions);
  yield* ofRest(differences);
}

function* ofValues({ values }: Differences): Generator<Reason> {
  for (const { pointer, kind } of values) {
    const key = pointer.slice(1).replaceAll("/", ".");
    if (kind === "removed") yield { level: "major", what: `the value ${key} is gone` };
    else if (kind === "added") yield { level: "minor", what: `the value ${key} is new` };
    else yield { level: "patch", what: `the value ${key} changes` };
  }
}

function* ofConfiguration({ configuration }: Differences): Generator<Reason> {
  for (const { path, kind, message } of configuration) {
    const what = `the configuration ${path || "as a whole"} ${message}`;
    if (kind === "removed" || kind === "narrowed") yield { level: "major", what };
    else yield { level: kind === "added" ? "minor" : "patch", what };
  }
}

function* ofObjects(objects: readonly ObjectChange[]): Generator<Reason> {
  for (const object of objects) {
    const name = nameOf(object);
    for (const { pointer } of object.immutable)
      yield { level: "major", what: `${name} changes ${pointer}, which an upgrade cannot` };
    if (object.change === "changed") yield { level: "patch", what: `${name} changes` };
    else yield { level: "minor", what: `${name} is ${object.change === "added" ? "new" : "gone"}` };
  }
}

function* ofCrds(crds: readonly CrdChange[]): Generator<Reason> {
  for (const { crd, version, path, kind, message } of crds) {
    const what = `${[crd, version, path].filter((part) => part !== "").join(" ")} ${message}`;
    if (kind === "removed" || kind === "narrowed") yield { level: "major", what };
    else yield { level: kind === "added" ? "minor" : "patch", what };
  }
}

function* ofRest({ dependencies, images, files }: Differences): Generator<Reason> {
  for (const { name, before, after, step } of dependencies) {
    const moved = before === null || after === null ? "comes or goes" : `moves to ${after}`;
    const level = step === "patch" ? "patch" : "minor";
    yield { level, what: `the chart ${name} ${moved}` };
  }
  for (const image of images.added) yield { level: "patch", what: `it runs ${image}` };
  const paths = (files ?? []).filter(({ path }) => path !== "Chart.yaml");
  for (const { path } of paths) yield { level: "patch", what: `${path} changes` };
}

/** As `StatefulSet/nats`. */
export function nameOf({ kind, name }: ObjectChange): string {
  return `${kind}/${name}`;
}
