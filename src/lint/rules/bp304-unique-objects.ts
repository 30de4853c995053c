import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import type { JudgedObject } from "../rendered/judged.ts";
import { objectsOf } from "../rendered/judged.ts";
import { unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Two objects of one name are one object, and the later one wins. */
export const uniqueObjects: Rule = {
  id: "BP304",
  name: "unique-objects",
  severity: "error",
  summary: "No two objects of a render share group, kind, namespace and name.",
  why: "Helm refuses the second object, or a later apply overwrites the first: two databases of two subcharts have been taken for one.",
  remedy: "Give one of them another name, as by fullnameOverride of a subchart.",
  examples: {
    bad: "metadata: {name: postgresql}   # of two subcharts\n",
    good: "metadata: {name: gitea-postgresql}\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) yield* judge(unit);
  },

  notRun: (input) => unrendered(input),
};

function* judge(unit: ChartUnit): Iterable<Complaint> {
  const release = unit.render?.namespace ?? "";
  const first = new Map<string, JudgedObject>();
  for (const object of objectsOf(unit)) {
    if (object.kind === "" || object.name === "") continue;
    for (const key of keysOf(object, release)) {
      const before = first.get(key);
      if (before === undefined) first.set(key, object);
      else yield { at: object.at("/metadata/name"), message: twice(object, before), unit };
    }
  }
}

/** A hook lives while its event lasts: it can only meet another one of the same event. */
function keysOf(object: JudgedObject, release: string): readonly string[] {
  const { group, kind, name, namespace, hooks } = object;
  const key = JSON.stringify([group, kind, namespace || release, name]);
  return hooks.length === 0 ? [key] : hooks.map((event) => `${event} ${key}`);
}

function twice({ label, object }: JudgedObject, before: JudgedObject): string {
  const { file, line } = before.at("/metadata/name");
  const other = before.object.source === object.source ? "the same file" : before.object.source;
  return `${label} is rendered twice, also from ${other} (${file}:${line})`;
}
