import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test, vi } from "vitest";

import { sandbox } from "../../src/cli/sandbox.ts";
import type { ScriptOutcome, ScriptRequest } from "../../src/model/sandbox.ts";
import { temporary, workspace } from "../support/workspace.ts";

interface Run {
  readonly request?: Partial<ScriptRequest>;
  readonly signal?: AbortSignal;
  /** Instead of a workspace with the script alone. */
  readonly root?: string;
}

const script = "a/tests/run.sh";

/** A script of the unit `a`; the workspace's files stay as they are. */
function runs(text: string, run: Run = {}): Promise<ScriptOutcome> {
  const root = run.root ?? workspace({ [script]: text, "a/chart/Chart.yaml": "name: a\n" });
  const request: ScriptRequest = {
    copied: "a",
    added: new Map(),
    script,
    folder: "a",
    helm: "/bin/true",
    environment: { CHART_DIR: "<root>/a/chart" },
    timeLimit: 20_000,
    ...run.request,
  };
  return sandbox(root, process.env["PATH"] ?? "")(request, run.signal);
}

test("what it prints on both streams is kept, and its exit code", async () => {
  expect(await runs("echo one; echo two >&2; exit 3\n")).toEqual({
    code: 3,
    timedOut: false,
    output: "one\ntwo\n",
  });
});

test("it starts in its folder, and finds its chart and Helm", async () => {
  const { code, output } = await runs(
    'set -e\npwd; cat "$CHART_DIR/Chart.yaml"; helm; command -v helm | grep -q /bin/helm\n',
  );
  expect({ code, output }).toEqual({ code: 0, output: "./a\nname: a\n" });
});

test("nothing of the user's settings, and a home of its own", async () => {
  vi.stubEnv("SECRET_TOKEN", "x");
  vi.stubEnv("KUBECONFIG", "/x");
  const { output } = await runs("env | sort | cut -d= -f1\n");
  const names = output.trim().split("\n");
  expect(names).toEqual(expect.arrayContaining(["CHART_DIR", "HELM_CONFIG_HOME", "HOME", "PATH"]));
  for (const name of ["SECRET_TOKEN", "KUBECONFIG", "USER", "XDG_CONFIG_HOME"])
    expect(names).not.toContain(name);
});

test("it works on a copy", async () => {
  const root = workspace({
    [script]: "echo changed > chart/Chart.yaml; rm tests/other; touch new\n",
    "a/chart/Chart.yaml": "name: a\n",
    "a/tests/other": "",
  });
  expect(await runs("", { root })).toMatchObject({ code: 0 });
  expect(readFileSync(join(root, "a/chart/Chart.yaml"), "utf8")).toBe("name: a\n");
  expect(existsSync(join(root, "a/tests/other"))).toBe(true);
  expect(existsSync(join(root, "a/new"))).toBe(false);
});

test("links are copied as links, and what is added lies in the copy", async () => {
  const root = workspace({ [script]: "cat link; cat chart/charts/b-1.tgz\n", "a/real": "real\n" });
  symlinkSync("real", join(root, "a/link"));
  const content = {
    size: 6,
    open: () => new Blob(["added\n"]).stream(),
  };
  const added = new Map([["a/chart/charts/b-1.tgz", content]]);
  const { output } = await runs("", { root, request: { added } });
  expect(output).toBe("real\nadded\n");
});

/** A process that writes into the file for as long as it lives. */
const writer = (file: string): string => `(while :; do echo x >> ${file}; sleep 0.05; done) &\n`;

async function expectStill(file: string): Promise<void> {
  const before = readFileSync(file, "utf8").length;
  await new Promise((done) => setTimeout(done, 300));
  expect(readFileSync(file, "utf8")).toHaveLength(before);
}

describe("its end is the end of what it started", () => {
  test("when it is done", async () => {
    const file = join(temporary(), "alive");
    expect(await runs(`${writer(file)}sleep 0.2; echo done\n`)).toMatchObject({
      code: 0,
      output: "done\n",
    });
    await expectStill(file);
  });

  test("at the time limit", async () => {
    const file = join(temporary(), "alive");
    const outcome = await runs(`${writer(file)}echo begun; sleep 60\n`, {
      request: { timeLimit: 1000 },
    });
    expect(outcome).toEqual({ code: null, timedOut: true, output: "begun\n" });
    await expectStill(file);
  });

  test("when the user ends it", async () => {
    const file = join(temporary(), "alive");
    const controller = new AbortController();
    const running = runs(`${writer(file)}sleep 60\n`, { signal: controller.signal });
    await vi.waitUntil(() => existsSync(file), 10_000);
    controller.abort(new Error("ended"));
    await expect(running).rejects.toThrow("ended");
    await expectStill(file);
  });

  test("one that leaves its group does not hold it up", async () => {
    const before = Date.now();
    const outcome = await runs("setsid sleep 20 &\necho done\n");
    expect(outcome).toEqual({ code: 0, timedOut: false, output: "done\n" });
    expect(Date.now() - before).toBeLessThan(15_000);
  });
});

test("of a long output the end is kept", async () => {
  const { output } = await runs("head -c 900000 /dev/zero | tr '\\0' x; echo; echo the end\n");
  expect(output.length).toBeLessThanOrEqual(256 * 1024);
  expect(output.endsWith("x\nthe end\n")).toBe(true);
});

test("without bash it says so", async () => {
  const root = workspace({ [script]: "true\n" });
  const path = temporary();
  const running = sandbox(
    root,
    path,
  )({
    copied: "a",
    added: new Map(),
    script,
    folder: "a",
    helm: "/bin/true",
    environment: {},
    timeLimit: 1000,
  });
  await expect(running).rejects.toThrow("cannot run bash");
});
