import { describe, expect, test } from "vitest";

import { faults } from "../cli/support/schemas.ts";
import { countingProxy } from "../support/counting-proxy.ts";
import { startDistribution, whyNoDistribution } from "../support/distribution.ts";
import { bp, mustBp, said } from "../support/program.ts";
import { startServing } from "../support/serving.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

interface Report {
  readonly exitCode: number;
  readonly summary: Readonly<Record<string, number>>;
}

async function mirror(args: readonly string[], cwd: string): Promise<Report> {
  const outcome = await bp(["mirror", "--no-images", ...args, "-o", "json"], { cwd });
  const report = JSON.parse(outcome.stdout) as Report;
  expect(faults("mirror", report)).toEqual([]);
  expect(report.exitCode, said(outcome)).toBe(outcome.code);
  return report;
}

const key = ["--key", ".bp/keys/dev.pub"];

/** Four blueprints, published and signed in the embedded layout. */
async function published(): Promise<string> {
  const names = ["one", "two", "three", "four"];
  const cwd = workspace(...names.map((name) => unit(`products/${name}`, { data: name })));
  await mustBp(["publish", "--all"], { cwd });
  return cwd;
}

describe("bp mirror", () => {
  test("to a registry, and again: nothing moves twice, and every signature verifies there", async () => {
    const [cwd, site] = [await published(), await startServing([temporary()])];
    const to = ["--to", `${site.host}/charts`];
    expect(await mirror([...to, ...key], cwd)).toMatchObject({ summary: { copied: 4 } });
    expect(await mirror(to, cwd)).toMatchObject({ summary: { present: 4, bytes: 0 } });
    for (const name of ["one", "four"])
      await mustBp(["verify", `${site.host}/charts/bp-${name}:1.0.0`, ...key], { cwd });
    await site.end("SIGTERM");
  });

  test("what all of them share is sent once, and mounted for the others", async () => {
    const [cwd, site] = [await published(), await startServing([temporary()])];
    const proxy = await countingProxy(site.host);
    await mirror(["--to", `${proxy.host}/charts`], cwd);
    const posts = proxy.answers.filter(({ method }) => method === "POST");
    await proxy.close();
    await site.end("SIGTERM");
    // The config of every referrer, two bytes, is in each of the four repositories.
    const empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    const of = posts.filter(({ path }) => path.includes(empty));
    expect(of.filter(({ path }) => path.includes("mount=")).map(({ status }) => status)).toEqual([
      201, 201, 201,
    ]);
    expect(of.filter(({ path }) => !path.includes("mount="))).toHaveLength(1);
  });

  test("by reference, from one registry to another", async () => {
    const cwd = await published();
    const [first, second] = [await startServing([temporary()]), await startServing([temporary()])];
    await mirror(["--to", `${first.host}/charts`], cwd);
    const from = `${first.host}/charts/bp-one:1.0.0`;
    const args = [from, "--from", `${first.host}/charts`, "--to", `${second.host}/copy`, ...key];
    expect(await mirror(args, cwd)).toMatchObject({ summary: { copied: 1 } });
    await mustBp(["verify", `${second.host}/copy/bp-one:1.0.0`, ...key], { cwd });
    const missing = `${first.host}/charts/bp-one:9.9.9`;
    expect(await mirror([missing, "--to", `${second.host}/copy`], cwd)).toMatchObject({
      exitCode: 2,
    });
    await first.end("SIGTERM");
    await second.end("SIGTERM");
  });

  test("killed on its way, it goes on; at no time is there a tag without its signatures", async () => {
    const [cwd, site] = [await published(), await startServing([temporary()])];
    const to = ["--to", `${site.host}/charts`];
    for (const at of [3, 25, 60]) {
      let pid: number | undefined;
      const proxy = await countingProxy(site.host, {
        answered: (count) => {
          if (count === at && pid !== undefined) process.kill(pid, "SIGKILL");
        },
      });
      await bp(["mirror", "--no-images", "--to", `${proxy.host}/charts`], {
        cwd,
        started: (child) => void (pid = child.pid),
      });
      await proxy.close();
      for (const name of ["one", "two", "three", "four"]) {
        const reference = `${site.host}/charts/bp-${name}:1.0.0`;
        const { code, stderr } = await bp(["verify", reference, ...key], { cwd });
        if (code !== 0) expect(stderr).toContain("is not in");
      }
    }
    expect((await mirror(to, cwd)).summary["failed"]).toBe(0);
    expect(await mirror(["--check", ...to], cwd)).toMatchObject({ summary: { present: 4 } });
    await site.end("SIGTERM");
  });

  test.skipIf(whyNoDistribution !== undefined)(
    `through a registry without the referrers API and out of it (${whyNoDistribution ?? "distribution"})`,
    async () => {
      const cwd = await published();
      const [between, site] = [await startDistribution(), await startServing([temporary()])];
      expect(await mirror(["--to", `${between.host}/charts`], cwd)).toMatchObject({
        summary: { copied: 4 },
      });
      const from = ["--from", `${between.host}/charts`];
      expect(await mirror([...from, "--to", `${site.host}/charts`, ...key], cwd)).toMatchObject({
        summary: { copied: 4 },
      });
      await mustBp(["verify", `${site.host}/charts/bp-two:1.0.0`, ...key], { cwd });
      await between.stop();
      await site.end("SIGTERM");
    },
  );

  test.each([
    [[], "required option '--to"],
    [["--to", "localhost:1/x", "--check", "--dry-run"], "exclude each other"],
    [["--to", "localhost:1/x", "--cut-over"], "goes with --check"],
    [["--to", "nohost"], "no dot and no port"],
    [["ghcr.io/acme/x", "--to", "localhost:1/x"], "nothing matches"],
    [["oci://ghcr.io/acme/x", "--to", "localhost:1/x"], "names a repository"],
  ])("%j is refused", async (args, words) => {
    const { code, stderr } = await bp(["mirror", ...args], { cwd: workspace(unit("products/x")) });
    expect([code, stderr.includes(words)], stderr).toEqual([2, true]);
  });
});
