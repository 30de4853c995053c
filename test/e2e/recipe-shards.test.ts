import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { fetchedAction, useAction } from "../support/action.ts";
import { bp, said } from "../support/program.ts";
import { recipesIn } from "../support/recipes.ts";
import { keyPair } from "../support/signed.ts";
import type { Step, Texts } from "./recipe-scene.ts";
import { expanded, makeScene } from "./recipe-scene.ts";

interface Matrix {
  readonly jobs: {
    readonly publish: {
      readonly strategy: {
        readonly "fail-fast": boolean;
        readonly matrix: { readonly shard: readonly number[] };
      };
      readonly steps: readonly Step[];
    };
  };
}

interface Pod {
  readonly spec: {
    readonly completions: number;
    readonly completionMode: string;
    readonly template: {
      readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] };
    };
  };
}

describe("the recipes for many machines", () => {
  test("a matrix: its jobs publish together what there is", async () => {
    const scene = await makeScene();
    const { key } = await keyPair("");
    const action = await fetchedAction();
    const [{ value }] = recipesIn("docs/ci.md", "Where one machine is too small");
    const { strategy, steps } = (value as Matrix).jobs.publish;
    expect(strategy["fail-fast"]).toBe(false);
    const publishing =
      steps.find(({ with: given }) => given?.["command"] === "publish")?.with ?? {};
    const outcomes = await Promise.all(
      strategy.matrix.shard.map(async (shard) => {
        const inputs = Object.entries(publishing).map(([name, text]) => [
          name,
          expanded(text, { "matrix.shard": String(shard) }).replace("ghcr.io", scene.host),
        ]);
        const given = { ...(Object.fromEntries(inputs) as Texts), key: readFileSync(key, "utf8") };
        return useAction(action, given, { clone: scene.cwd, env: {} });
      }),
    );
    for (const outcome of outcomes) expect(outcome.code, said(outcome)).toBe(0);
    expect(outcomes.map(({ outputs }) => outputs["published"] ?? "").toSorted()).toEqual([
      "0",
      "0",
      "1",
      "1",
    ]);
    expect(await scene.tags("acme/charts/bp-shop")).toEqual(["1.0.0"]);
  });

  test("a Job: each of its pods knows its part, and all know of as many", async () => {
    const scene = await makeScene();
    const job = recipesIn("docs/ci.md", "Where one machine is too small").at(-1);
    const { spec } = (job?.value ?? {}) as Pod;
    expect(spec.completionMode).toBe("Indexed");
    const [container] = spec.template.spec.containers;
    const args = container?.args.map((one) => one.replace("registry.example", scene.host)) ?? [];
    const { key } = await keyPair("");
    const env = { COSIGN_KEY: readFileSync(key, "utf8"), COSIGN_PASSWORD: "" };
    const pods = await Promise.all(
      [0, 1, spec.completions - 1].map((index) =>
        bp(args, { cwd: scene.cwd, env: { ...env, JOB_COMPLETION_INDEX: String(index) } }),
      ),
    );
    for (const pod of pods) expect(pod.code, said(pod)).toBe(0);
    expect(pods.map(({ stdout }) => /shard \d+\/\d+: [\w ]+/u.exec(stdout)?.[0])).toEqual([
      "shard 1/20: 1 published in 127",
      "shard 2/20: 1 published in 127",
      "shard 20/20: nothing to publish in 127",
    ]);
  });
});
