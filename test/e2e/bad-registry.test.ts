import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { bp } from "../support/program.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { Changed, Fault, FaultPlan, Proxy, Seen } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import { publish } from "../support/reports.ts";
import type { KeyPair } from "../support/signed.ts";
import { keyPair } from "../support/signed.ts";
import { getJson } from "../support/stored.ts";
import { unit, write } from "../support/workspace.ts";

let keys: KeyPair;
let root: string;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "bp-registry-"));
  keys = await keyPair();
});
afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
  rmSync(root, { recursive: true, force: true });
});

interface Bad {
  readonly host: string;
  readonly proxy: Proxy;
  readonly work: string;
  readonly args: readonly string[];
}

/** A whole registry behind a proxy that makes the faults. */
async function bad(plan: FaultPlan): Promise<Bad> {
  const { host, close } = await serveRegistry({ root: mkdtempSync(join(root, "served-")) });
  const proxy = await startProxy(host, plan);
  ends.push(() => proxy.close(), close);
  const work = mkdtempSync(join(root, "work-"));
  write(work, unit("products/shop"));
  const to = `${proxy.host}/charts`;
  const args = ["publish", "--all", "--to", to, "--key", keys.key, "--network-budget", "2s"];
  return { host, proxy, work, args };
}

async function expectNoTag(host: string): Promise<void> {
  expect(await getJson(host, "charts/bp-shop/manifests/1.0.0")).toBeUndefined();
}

const errors = (code: string): string =>
  JSON.stringify({ errors: [{ code, message: "says the registry" }] });

interface Always {
  readonly title: string;
  readonly fault: Fault;
  readonly code: number;
  readonly says: readonly (string | RegExp)[];
}

const always: readonly Always[] = [
  {
    title: "401",
    fault: { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } },
    code: 3,
    says: ["401", "login", "help:"],
  },
  {
    title: "403",
    fault: { status: 403, body: errors("DENIED") },
    code: 3,
    says: ["403", "rights", "help:"],
  },
  {
    title: "404",
    fault: { status: 404, body: errors("NAME_UNKNOWN") },
    code: 2,
    says: ["404", "name of the repository", "help:"],
  },
  {
    title: "429",
    fault: { status: 429, headers: { "retry-after": "0" }, body: errors("TOOMANYREQUESTS") },
    code: 75,
    says: ["429", "fewer requests", "help:"],
  },
  {
    title: "500",
    fault: { status: 500, body: "<html>oops</html>" },
    code: 75,
    says: ["500", "help:"],
  },
  { title: "a cut connection", fault: "cut", code: 75, says: ["help:"] },
];

// Most of the time goes into waiting before the next try.
describe.concurrent.each(always)("a registry that gives $title", ({ fault, code, says }) => {
  test("from the start", async () => {
    const { host, proxy, work, args } = await bad(() => fault);
    const outcome = await bp(args, { cwd: work });
    expectRefusal(outcome, { code, says: [proxy.host, ...says] });
    await expectNoTag(host);
  });

  test("in the middle: nothing is visible, and the same command completes it", async () => {
    const { host, proxy, work, args } = await bad((_, count) => (count > 15 ? fault : undefined));
    const outcome = await bp(args, { cwd: work });
    expectRefusal(outcome, { code: code === 75 ? 5 : code, says: [proxy.host, ...says] });
    if (code === 75) expect(outcome.stdout).toContain("run the same command again");
    await expectNoTag(host);
    proxy.plan(() => undefined);
    const { outcome: next, report } = await publish(args.slice(1), { cwd: work });
    expect(next.code).toBe(0);
    expect(report.artifacts[0]?.status).toBe("published");
  });
});

/** Another byte in the answer, at the same length. */
function otherBytes(answer: Changed): Changed {
  const body = Buffer.from(answer.body);
  if (body.length > 0) body.writeUInt8(body.readUInt8(body.length - 1) ^ 1, body.length - 1);
  return { ...answer, body };
}

const isRead = ({ method, path }: Seen): boolean => method === "GET" && path.includes("/blobs/");

test("a registry that gives other bytes than their digest gets no tag", async () => {
  const { host, work, args } = await bad((seen) =>
    isRead(seen) ? { change: otherBytes } : undefined,
  );
  const outcome = await bp(args, { cwd: work });
  expectRefusal(outcome, { code: 1, says: ["sha256:", "help:"] });
  await expectNoTag(host);
});

test("other bytes than their digest are seen by verify", async () => {
  const { proxy, work, args } = await bad(() => undefined);
  expect((await bp(args, { cwd: work })).code).toBe(0);
  proxy.plan((seen) => (isRead(seen) ? { change: otherBytes } : undefined));
  const reference = `${proxy.host}/charts/bp-shop:1.0.0`;
  const outcome = await bp(["verify", reference, "--key", keys.publicKey], { cwd: work });
  expectRefusal(outcome, { code: 1, says: ["FAIL", "NOT verified", "chart", "signature-bundle"] });
});

test("a registry that says it stored something else gets no tag", async () => {
  const wrong = `sha256:${"0".repeat(64)}`;
  const { host, work, args } = await bad((seen) =>
    seen.method === "PUT" && seen.path.includes("/manifests/sha256:")
      ? {
          change: (answer) => ({
            ...answer,
            headers: { ...answer.headers, "docker-content-digest": wrong },
          }),
        }
      : undefined,
  );
  expectRefusal(await bp(args, { cwd: work }), { code: 1, says: [wrong, "help:"] });
  await expectNoTag(host);
});
