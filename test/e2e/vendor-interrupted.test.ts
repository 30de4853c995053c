import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { startChartRepository } from "../support/chart-repository.ts";
import { bp, mustBp, said } from "../support/program.ts";
import { upstream } from "../support/upstream.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const names = ["a", "b", "c", "d", "e", "f"];
const charts = await Promise.all(names.map((name) => upstream({ name, version: "1.0.0" })));

test.each([
  ["SIGINT", 130],
  ["SIGKILL", null],
] as const)(
  "a run that %s ends changes nothing, and the next one goes on",
  async (signal, code) => {
    let end: (() => void) | undefined;
    const repository = await startChartRepository(charts, {
      // The last archive does not come: when it is asked for, the run is ended.
      fault: ({ path }) => {
        if (path !== "/f-1.0.0.tgz" || end === undefined) return undefined;
        setTimeout(end, 200);
        return "silence";
      },
    });
    onTestFinished(() => repository.close());
    const dependencies = names.map(
      (name) => `{ name: ${name}, version: 1.x, repository: "${repository.url}" }`,
    );
    const root = workspace(unit("platform/many", { dependencies }));
    const chart = join(root, "platform/many/chart");
    const before = readdirSync(chart);
    const env = { XDG_CACHE_HOME: join(temporary(), "cache") };
    const outcome = await bp(["-C", root, "vendor"], {
      env,
      started: (child) => (end = () => void child.kill(signal)),
    });
    expect(outcome.code, said(outcome)).toBe(code);
    expect(readdirSync(chart)).toEqual(before);
    expect(existsSync(join(root, "bp.lock"))).toBe(false);
    end = undefined;
    await mustBp(["-C", root, "vendor"], { env });
    expect(readdirSync(join(chart, "charts"))).toEqual(names.map((name) => `${name}-1.0.0.tgz`));
    const asked = repository.asked
      .filter(({ path }) => path.endsWith(".tgz"))
      .map(({ path }) => path);
    expect(asked.toSorted()).toEqual([...names, "f"].map((name) => `/${name}-1.0.0.tgz`));
  },
);
