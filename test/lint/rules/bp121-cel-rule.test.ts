import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

function topology(supported: string, defaults: string, more = ""): string {
  return `  topology:\n    supported: ${supported}\n    defaults: ${defaults}\n${more}`;
}

const file = "platform/a/blueprint.yaml";

test("members of supported are in order", async () => {
  const spec = topology(
    "[singleton, active-active]",
    "{multi-region: active-active, single-region: singleton}",
    "    perTopology:\n      active-active: {}\n",
  );
  expect((await lintFiles(unit("a", { spec }))).findings).toEqual([]);
});

test("a default that is not supported, with the rule, its message and the values that it saw", async () => {
  const spec = topology("[singleton]", "{multi-region: active-active, single-region: singleton}");
  const [message, ...rest] = await say("BP121", unit("a", { spec }));
  expect(rest).toEqual([]);
  expect(message).toBe(
    `${file}:12:5 topology.defaults must name topologies that topology.supported lists: ` +
      "self.defaults.multi__dash__region in self.supported && self.defaults.single__dash__region in self.supported is false, where " +
      'self.defaults.multi-region is "active-active", self.supported is ["singleton"], self.defaults.single-region is "singleton"',
  );
});

test("a perTopology that is not supported", async () => {
  const spec = topology(
    "[singleton]",
    "{multi-region: singleton, single-region: singleton}",
    "    perTopology:\n      active-passive: {}\n",
  );
  const [message] = await say("BP121", unit("a", { spec }));
  expect(message).toContain("topology.perTopology must describe only topologies");
});

test("what breaks the schema is not evaluated", async () => {
  const spec = topology("[singleton]", "{multi-region: singleton}");
  expect(await say("BP121", unit("a", { spec }))).toEqual([]);
  expect(await say("BP118", unit("a", { spec }))).toHaveLength(1);
});
