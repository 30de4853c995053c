import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Outcome } from "../cel/cases/case.ts";
import { documented } from "../cel/cases/documented.ts";
import { language } from "../cel/cases/language.ts";
import { crdOf, faultsOf, ruleOf } from "../cel/support.ts";
import { peersNamed } from "./support/peers.ts";
import { run } from "./support/process.ts";
import type { Scratch } from "./support/scratch.ts";
import { makeScratch } from "./support/scratch.ts";

/** A rule in a CRD of its own, and an object that has the value. */
interface Row {
  readonly name: string;
  readonly kind: string;
  readonly schema: string;
  readonly rule: string;
  readonly value: unknown;
}

/** The program stands on the Kubernetes libraries of 1.32. */
const KUBERNETES = 32;

/** What Kubernetes mended in 1.33: until then a network held only those others that begin with the same address. */
const MENDED_LATER: ReadonlySet<string> = new Set([
  "cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))",
]);

const rows: readonly Row[] = [...documented, ...language]
  .flatMap(({ title, schema, value: usual, cases }) =>
    cases.map(([rule, , value = usual]) => ({ name: `${title}: ${rule}`, schema, rule, value })),
  )
  // Without a rule there is none to evaluate; bp refuses the CRD, as an API server does.
  .filter(({ rule }) => rule !== "")
  .map((row, at) => ({ ...row, kind: `Kind${at}` }));

function ours({ schema, rule, value }: Row): Outcome {
  const compiled = ruleOf(schema, rule, {}, { kubernetes: KUBERNETES });
  if (faultsOf(compiled).length > 0) return "refused";
  return compiled.evaluate(value)?.holds === true ? "holds" : "fails";
}

function crd({ kind, schema, rule }: Row): object {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.cel.example.com` },
    spec: {
      group: "cel.example.com",
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      scope: "Namespaced",
      versions: [crdOf(schema, rule)],
    },
  };
}

function instance({ kind, value }: Row): object {
  const metadata = { name: kind.toLowerCase(), namespace: "default" };
  return { apiVersion: "cel.example.com/v1", kind, metadata, spec: value };
}

/** JSON with large integers to the digit. */
function json(value: unknown): string {
  const marked = JSON.stringify(value, (_, one: unknown) =>
    typeof one === "bigint" ? `@int${one}@` : one,
  );
  return marked.replaceAll(/"@int(-?\d+)@"/gu, "$1");
}

for (const program of peersNamed("kubectl-validate")) {
  describe.skipIf(!program.present)(`CEL beside ${program.label}`, () => {
    let scratch: Scratch;
    let verdicts: ReadonlyMap<string, string>;

    beforeAll(async () => {
      scratch = makeScratch();
      const [crds, objects] = [scratch.path("crds"), scratch.path("objects")];
      for (const folder of [crds, objects]) mkdirSync(folder);
      for (const row of rows) {
        writeFileSync(join(crds, `${row.kind}.yaml`), json(crd(row)));
        writeFileSync(join(objects, `${row.kind}.yaml`), json(instance(row)));
      }
      const args = ["--version", `1.${KUBERNETES}`, "--local-crds", crds, "-o", "json", objects];
      const { stdout } = await run(program.path, args, { env: scratch.env });
      verdicts = new Map(
        Object.entries(JSON.parse(stdout) as Record<string, object>).map(([file, said]) => [
          /(\w+)\.yaml$/u.exec(file)?.[1] ?? file,
          JSON.stringify(said),
        ]),
      );
    });
    afterAll(() => scratch?.remove());

    test("every object was looked at", () => {
      expect(verdicts.size).toBe(rows.length);
    });

    test.each(rows)("$name", (row) => {
      const said = verdicts.get(row.kind) ?? "";
      expect(said).toContain('"status":');
      const holds = ours(row) === "holds" && !MENDED_LATER.has(row.rule);
      expect(said.includes('"Success"'), said).toBe(holds);
      expect(said.includes("rule compile error"), said).toBe(ours(row) === "refused");
    });
  });
}
