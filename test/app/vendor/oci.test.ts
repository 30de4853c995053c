import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../../src/oci/index.ts";
import { served } from "../../repository/support.ts";
import { indexOf } from "../../support/chart-repository.ts";
import { pushChart } from "../../support/push-chart.ts";
import type { FaultPlan, Proxy } from "../../support/registry.ts";
import { startProxy } from "../../support/registry.ts";
import type { Upstream } from "../../support/upstream.ts";
import { upstream } from "../../support/upstream.ts";
import { temporary } from "../../support/workspace.ts";
import { chart, checkout } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });
const old = await upstream({ name: "nats", version: "1.2.5+b1" });
const folder = "platform/a/chart";

async function registry(charts: readonly Upstream[], plan?: FaultPlan): Promise<Proxy> {
  const server = await serveRegistry({ root: temporary() });
  const proxy = await startProxy(server.host, plan);
  onTestFinished(async () => {
    await proxy.close();
    await server.close();
  });
  for (const one of charts) await pushChart(one, { host: server.host, path: "charts" });
  return proxy;
}

function on(host: string, version: string): Record<string, string> {
  return chart("a", `{ name: nats, version: "${version}", repository: "oci://${host}/charts/" }`);
}

describe("an oci:// repository", () => {
  test("is asked for an exact version without a list of tags", async () => {
    const { host, requests } = await registry([nats]);
    const copy = checkout(on(host, "1.2.6"));
    expect((await copy.vendor()).charts[0]?.dependencies).toMatchObject([
      { version: "1.2.6", from: "network", sha256: nats.sha256, file: "nats-1.2.6.tgz" },
    ]);
    expect(requests.filter(({ path }) => path.includes("/tags/"))).toEqual([]);
    expect(copy.text("bp.lock")).toContain(`repository: oci://${host}/charts/\n`);
  });

  test("gives the newest of its tags that the range takes; its tags write + as _", async () => {
    const { host } = await registry([old, nats]);
    const copy = checkout(on(host, "<1.2.6"));
    expect((await copy.vendor()).charts[0]?.dependencies).toMatchObject([{ version: "1.2.5+b1" }]);
    expect(copy.names(`${folder}/charts`)).toEqual(["nats-1.2.5+b1.tgz"]);
    expect((await copy.outdated()).dependencies).toMatchObject([
      { current: "1.2.5+b1", wanted: "1.2.5+b1", latest: "1.2.6", step: "patch" },
    ]);
  });

  test("is asked for nothing that the lock and the cache know; offline the cache answers", async () => {
    const cache = join(temporary(), "cache");
    const { host, requests } = await registry([nats]);
    const copy = checkout(on(host, "^1.2"), cache);
    await copy.vendor();
    const asked = requests.length;
    const locks = { "bp.lock": copy.text("bp.lock") ?? "" };
    const other = checkout({ ...on(host, "^1.2"), ...locks }, cache);
    expect((await other.vendor()).charts[0]?.dependencies).toMatchObject([{ from: "cache" }]);
    const unlocked = checkout(on(host, "^1.2"), cache);
    expect((await unlocked.vendor({ offline: true })).ok).toBe(true);
    expect(requests).toHaveLength(asked);
    const empty = checkout(on(host, "1.2.6"));
    expect((await empty.vendor({ offline: true })).charts[0]?.errors).toMatchObject([
      { code: "USAGE", hint: "run the same command once without --offline" },
    ]);
  });

  test("that has no such version is BP215, and one that lets nobody in is not", async () => {
    const { host, plan } = await registry([nats]);
    const { findings } = await checkout(on(host, "1.9.9")).vendor();
    expect(findings).toMatchObject([
      { ruleId: "BP215", message: `oci://${host}/charts/ does not give nats 1.9.9` },
    ]);
    const range = await checkout(on(host, "^2")).vendor();
    expect(range.findings).toMatchObject([{ ruleId: "BP215" }]);
    plan(() => ({ status: 401, headers: { "www-authenticate": "Basic realm=x" } }));
    const closed = await checkout(on(host, "1.9.9")).vendor();
    expect(closed).toMatchObject({ exitCode: 3, findings: [] });
  });

  test("whose bytes are others than their digest is refused", async () => {
    const { host } = await registry([nats], ({ path, method }) =>
      method === "GET" && path.includes(`/blobs/sha256:${nats.sha256}`)
        ? {
            change: (answer) => ({
              ...answer,
              body: Buffer.from(answer.body.map((byte) => byte ^ 1)),
            }),
          }
        : undefined,
    );
    const report = await checkout(on(host, "1.2.6")).vendor();
    expect(report.charts[0]?.errors).toMatchObject([{ code: "DIGEST_MISMATCH" }]);
  });

  test("whose artifact is no chart, or another one, is refused", async () => {
    const server = await serveRegistry({ root: temporary() });
    onTestFinished(() => server.close());
    const place = { host: server.host, path: "charts" };
    await pushChart(nats, { ...place, layerType: "application/vnd.oci.image.layer.v1.tar+gzip" });
    await pushChart(nats, { ...place, tag: "1.3.0" });
    await pushChart(nats, { ...place, layerType: "application/tar+gzip", tag: "1.2.6-old" });
    const first = await checkout(on(server.host, "1.2.6")).vendor();
    expect(first.charts[0]?.errors[0]?.message).toContain(
      "is no Helm chart: it has no chart layer",
    );
    const second = await checkout(on(server.host, "1.3.0")).vendor();
    expect(second.charts[0]?.errors[0]?.message).toContain("inside is nats 1.2.6");
  });
});

test("an index may say of an archive that it lies in a registry", async () => {
  const { host } = await registry([nats]);
  const index = (address: string): string =>
    indexOf([nats]).replace("    - nats-1.2.6.tgz", `    - ${address}`);
  const { url, serve } = await served([], { index: index(`oci://${host}/charts/nats:1.2.6`) });
  const files = chart("a", `{ name: nats, version: 1.x, repository: "${url}" }`);
  const copy = checkout(files);
  expect((await copy.vendor()).charts[0]?.dependencies).toMatchObject([{ sha256: nats.sha256 }]);
  serve([], { index: index(`oci://${host}/charts/nats:1.2.6`).replace(nats.sha256, old.sha256) });
  expect((await checkout(files).vendor()).charts[0]?.errors).toMatchObject([
    { code: "DIGEST_MISMATCH" },
  ]);
  serve([], { index: index(`oci://${host}/charts/other:1.2.6`) });
  expect((await checkout(files).vendor()).charts[0]?.errors).toMatchObject([{ code: "REGISTRY" }]);
});
