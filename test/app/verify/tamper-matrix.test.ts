import { expect, test } from "vitest";

import { temporary } from "../../support/workspace.ts";
import type { Case, KindOfTampering } from "./tampering/case.ts";
import { kindsOfTampering } from "./tampering/case.ts";
import { certificateCases } from "./tampering/certificate-cases.ts";
import { identityCases } from "./tampering/identity-cases.ts";
import { keyCases } from "./tampering/key-cases.ts";
import { placeCases } from "./tampering/place-cases.ts";
import type { Scene } from "./tampering/scene.ts";
import { Copy, keylessScene, keyScene } from "./tampering/scene.ts";
import { statementCases } from "./tampering/statement-cases.ts";
import { witnessCases } from "./tampering/witness-cases.ts";

interface Row {
  readonly kind: KindOfTampering;
  readonly what: string;
  readonly signed: "key" | "keyless";
  readonly check: string;
}

const keylessCases = [...certificateCases, ...witnessCases, ...identityCases, ...statementCases];

/** Tampers with a copy for each case, and holds that the check that names it is the first to fail. */
async function rowsOf<S extends Scene>(
  signed: Row["signed"],
  scene: S,
  cases: readonly Case<S>[],
): Promise<readonly Row[]> {
  const root = temporary();
  expect(await new Copy(scene, root).failures(scene.signer.policy), "untouched").toEqual([]);
  const rows: Row[] = [];
  for (const { kind, what, tamper, policy, fails, says } of cases) {
    const copy = new Copy(scene, root);
    await tamper?.(copy, scene);
    const failures = await copy.failures(policy?.(scene) ?? scene.signer.policy);
    const [first] = failures;
    const name = `${signed}, ${kind}: ${what}`;
    expect
      .soft(
        failures.map((one) => one.name),
        `${name}: ${first?.detail ?? ""}`,
      )
      .toEqual(fails);
    expect.soft(first?.detail, name).toMatch(says);
    rows.push({ kind, what, signed, check: fails.at(0) ?? "" });
  }
  return rows;
}

test("each tampering is refused by the check that names it", async () => {
  const rows = [
    ...(await rowsOf("keyless", await keylessScene(), keylessCases)),
    ...(await rowsOf("key", await keyScene(), [...keyCases, ...placeCases])),
  ];
  const table = kindsOfTampering.map((kind) => rows.filter((row) => row.kind === kind));
  const lines = table
    .flat()
    .map((row) =>
      [row.kind.padEnd(20), row.signed.padEnd(8), row.check.padEnd(18), row.what].join(" "),
    );
  console.log(`${lines.join("\n")}\n${rows.length} tamperings, each refused as it should be`);
  expect(rows.length).toBeGreaterThanOrEqual(60);
  for (const [index, found] of table.entries())
    expect(found.length, kindsOfTampering[index]).toBeGreaterThanOrEqual(3);
});
