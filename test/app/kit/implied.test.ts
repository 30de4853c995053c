import { expect, test } from "vitest";

import { kitCheck } from "../../../src/app/kit/check.ts";
import { kit } from "../../lint/kit.ts";
import { blueprint, crd, object, slotIn } from "../../lint/supply/units.ts";
import type { Files } from "../../lint/support.ts";
import { load } from "../../lint/support.ts";

const user = blueprint("a", object("Deployment", "apps/v1", "secretRef: {name: db-app}\n"));
const maker = blueprint("b", object("Cluster", "postgresql.cnpg.io/v1", "", "db"));

async function told(files: Files, dependsOn: readonly string[]): Promise<readonly string[]> {
  const slots = { "1-a.yaml": slotIn("a", "ns1", dependsOn), "2-b.yaml": slotIn("b", "ns1") };
  const workspace = await load({ ...files, ...kit(slots) });
  const { findings } = kitCheck(workspace, workspace.kits ?? [], {});
  return findings.map(({ ruleId }) => ruleId).filter((id) => id === "BP405" || id === "BP410");
}

test("what releases use of each other and do not wait for", async () => {
  expect(await told({ ...user, ...maker }, [])).toEqual(["BP405"]);
  expect(await told({ ...user, ...maker }, ["bp-b"])).toEqual([]);
});

test("and where that closes a loop with what they wait for", async () => {
  const files = {
    ...blueprint("a", object("Widget", "e.com/v1")),
    ...blueprint("b", crd("e.com"), { depends: ["a"] }),
  };
  expect(await told(files, [])).toEqual(["BP410"]);
});
