import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { commit, initialise } from "../support/git.ts";
import { startProxy } from "../support/registry.ts";
import type { Proxy } from "../support/registry.ts";
import { publish } from "../support/reports.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

interface Setting {
  readonly cwd: string;
  readonly proxy: Proxy;
  /** How a publish signs. */
  readonly signing: readonly string[];
  readonly to: readonly string[];
}

/** Two blueprints, of which shop needs base, and a registry. */
async function setting(): Promise<Setting> {
  const registry = await serveRegistry({ root: temporary() });
  onTestFinished(registry.close);
  const proxy = await startProxy(registry.host);
  onTestFinished(proxy.close);
  const cwd = workspace(
    unit("platform/base"),
    unit("products/shop", { depends: { "bp-base": "*" } }),
  );
  const { key } = await keyPair("");
  return { cwd, proxy, signing: ["--key", key], to: ["--to", `${proxy.host}/charts`] };
}

test("a run that was cut short is resumed without its selection, and asks nothing of what is done", async () => {
  const { cwd, proxy, signing, to } = await setting();
  proxy.plan(({ path }) => (path.includes("/bp-shop/") ? { status: 503 } : undefined));
  const broken = await bp(["publish", "base", "shop", ...to, ...signing, "--network-budget", "0"], {
    cwd,
  });
  expect(broken.code).toBe(5);
  expect(broken.stdout).toContain("bp publish --resume");
  expect(existsSync(join(cwd, ".bp/publish.ndjson"))).toBe(true);

  proxy.plan(() => undefined);
  proxy.requests.splice(0);
  const { outcome, report } = await publish(["--resume", ...signing], { cwd });
  expect(outcome.code).toBe(0);
  expect(faults("publish", report)).toEqual([]);
  expect(report.artifacts.map(({ name, status }) => [name, status])).toEqual([
    ["bp-base", "unchanged"],
    ["bp-shop", "published"],
  ]);
  expect(proxy.requests.filter(({ path }) => path.includes("/bp-base/"))).toEqual([]);

  const ended = await bp(["publish", "--resume", ...signing], { cwd });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain("there is no publish to resume");
  const more = await bp(["publish", "shop", "--resume", ...signing], { cwd });
  expect([more.code, more.stderr.includes("leave the selection and the target out")]).toEqual([
    2,
    true,
  ]);
});

test("what was done is told: release.json, its artifact, the outputs and the webhook; a run that changes nothing tells nobody", async () => {
  const { cwd, signing, to } = await setting();
  initialise(cwd);
  const head = commit(cwd);
  const calls: { readonly body: string; readonly mac: string | undefined }[] = [];
  const hook = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const mac = String(request.headers["x-bp-signature-256"]);
      calls.push({ body: await text(request), mac });
      response.writeHead(204).end();
    };
    void take();
  });
  await new Promise<void>((resolve) => void hook.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void hook.close());
  const { port } = hook.address() as AddressInfo;
  const output = join(temporary(), "output");
  const after = ["--record", "release.json", "--webhook", `http://127.0.0.1:${port}/x`];
  const run = () =>
    publish(["--all", ...to, ...signing, ...after], {
      cwd,
      env: { BP_WEBHOOK_SECRET: "s", GITHUB_ACTIONS: "true", GITHUB_OUTPUT: output },
    });

  const first = await run();
  expect(first.outcome.code).toBe(0);
  expect(faults("publish", first.report)).toEqual([]);
  const written = readFileSync(join(cwd, "release.json"), "utf8");
  expect(JSON.parse(written)).toMatchObject({
    ok: true,
    source: { commit: head, dirty: false },
    artifacts: [
      { name: "bp-base", status: "published", wave: 0 },
      { name: "bp-shop", status: "published", wave: 1 },
    ],
  });
  const mac = createHmac("sha256", "s").update(written).digest("hex");
  expect(calls).toEqual([{ body: written, mac: `sha256=${mac}` }]);
  const { record = "" } = first.report as { readonly record?: string };
  expect(record).toMatch(new RegExp(`/charts/releases:${head.slice(0, 12)}-[0-9a-f]{12}$`, "u"));
  const outputs = readFileSync(output, "utf8");
  expect(outputs).toMatch(/^published<<\S+\n2$/mu);
  expect(outputs).toContain(`\n${record}\n`);

  const second = await run();
  expect(second.outcome.code).toBe(0);
  expect(second.report).not.toHaveProperty("record");
  expect(calls).toHaveLength(1);
});

test("what is published stands where the webhook is away; an address that is none is refused before", async () => {
  const { cwd, signing, to, proxy } = await setting();
  const away = ["--webhook", "http://127.0.0.1:1/secret", "--network-budget", "0"];
  const { code, stderr } = await bp(["publish", "base", ...to, ...signing, ...away], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain("the webhook was not told");
  expect(stderr).not.toContain("/secret");
  proxy.requests.splice(0);
  const none = await bp(["publish", "shop", ...to, ...signing, "--webhook", "x"], { cwd });
  expect([none.code, proxy.requests.length]).toEqual([2, 0]);
});
