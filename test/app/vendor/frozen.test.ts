import { describe, expect, test } from "vitest";

import { served } from "../../repository/support.ts";
import { upstream } from "../../support/upstream.ts";
import { write } from "../../support/workspace.ts";
import type { Checkout } from "./support.ts";
import { chart, checkout } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });
const old = await upstream({ name: "nats", version: "1.2.5" });
const folder = "platform/a/chart";

async function locked(url: string, version = "~1.2"): Promise<Checkout> {
  const copy = checkout(chart("a", `{ name: nats, version: "${version}", repository: "${url}" }`));
  expect((await copy.vendor()).ok).toBe(true);
  return copy;
}

async function messages(copy: Checkout): Promise<readonly string[]> {
  const locks = ["bp.lock", `${folder}/Chart.lock`].map((file) => copy.text(file));
  const report = await copy.vendor({ frozen: true });
  expect(["bp.lock", `${folder}/Chart.lock`].map((file) => copy.text(file))).toEqual(locks);
  expect(report.findings.every(({ ruleId }) => ruleId === "BP207")).toBe(true);
  expect(report.exitCode).toBe(report.findings.length === 0 ? 0 : 1);
  return report.findings.map(({ message }) => message);
}

describe("a frozen run", () => {
  test("does what the locks say, and writes none", async () => {
    const { url } = await served([old, nats]);
    const copy = await locked(url);
    expect(await messages(copy)).toEqual([]);
  });

  test("refuses a lock that is not there", async () => {
    const { url, asked } = await served([nats]);
    const copy = checkout(chart("a", `{ name: nats, version: 1.2.6, repository: "${url}" }`));
    expect(await messages(copy)).toEqual([
      "bp.lock does not hold nats",
      `${folder}/Chart.lock is not there, and --frozen writes none`,
    ]);
    expect(asked).toEqual([]);
  });

  test("refuses what Chart.yaml asks for anew", async () => {
    const { url } = await served([nats]);
    const copy = await locked(url);
    const asks = (line: string): void => write(copy.root, chart("a", line));
    asks(`{ name: nats, version: "^1.2", repository: "${url}" }`);
    expect(await messages(copy)).toEqual([
      `${folder}/Chart.lock is out of date, and --frozen writes none`,
    ]);
    asks(`{ name: nats, version: "1.3.x", repository: "${url}" }`);
    expect(await messages(copy)).toContain("bp.lock has nats 1.2.6, not 1.3.x");
    asks(`{ name: nats, version: "~1.2", repository: "https://user:secret@other.example" }`);
    expect(await messages(copy)).toContain(
      `bp.lock has nats from ${url}, not from https://***@other.example`,
    );
    asks(`{ name: redis, version: "~1.2", repository: "${url}" }`);
    expect((await messages(copy)).slice(0, 2)).toEqual([
      "bp.lock does not hold redis",
      `bp.lock holds nats, which is no upstream of ${folder}`,
    ]);
    write(copy.root, chart("a"));
    expect(await messages(copy)).toEqual([`bp.lock holds nats, which is no upstream of ${folder}`]);
  });

  test("refuses two locks of two minds", async () => {
    const { url } = await served([old, nats]);
    const copy = await locked(url);
    const text = copy.text("bp.lock") ?? "";
    write(copy.root, { "bp.lock": text.replace("1.2.6", "1.2.5") });
    expect(await messages(copy)).toEqual(["bp.lock has nats 1.2.5, Chart.lock has 1.2.6"]);
  });

  test("a lock that somebody edited is out of date", async () => {
    const { url } = await served([old, nats]);
    const copy = await locked(url);
    const file = `${folder}/Chart.lock`;
    write(copy.root, { [file]: (copy.text(file) ?? "").replace("1.2.6", "1.2.5") });
    expect(await messages(copy)).toContain(`${file} is out of date, and --frozen writes none`);
  });
});
