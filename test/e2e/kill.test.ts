import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { whyNoDistribution } from "../support/distribution.ts";
import { each } from "../support/parallel.ts";
import { mustRun } from "../support/program.ts";
import { bundlesByType, oneOfEach } from "../support/stored.ts";
import type { KillPlan, Moment, Scene } from "./killed.ts";
import { distribution, killedAt, makeScene, ourServer } from "./killed.ts";

const atOnce = 2;
let scene: Scene;
beforeAll(() => {
  scene = makeScene();
});
afterAll(() => scene.remove());

/** Every request with one moment, every tenth with the other. */
function plans(requests: number, moment: Moment): readonly KillPlan[] {
  const other = moment === "with-answer" ? "without-answer" : "with-answer";
  const numbers = Array.from({ length: requests }, (_, index) => index + 1);
  return [
    ...numbers.map((at) => ({ moment, at })),
    ...numbers.filter((at) => at % 10 === 0).map((at) => ({ moment: other, at }) as const),
  ];
}

describe.each([
  { name: "our own server", start: ourServer, moment: "without-answer", skip: undefined },
  {
    name: "Docker distribution",
    start: distribution,
    moment: "with-answer",
    skip: whyNoDistribution,
  },
] as const)("a publish to $name", ({ name, start, moment, skip }) => {
  const because = skip === undefined ? "" : ` (skipped: ${skip})`;
  test.skipIf(skip !== undefined)(
    `killed after each of its requests never shows an unsigned tag, and the next run completes it${because}`,
    async () => {
      const target = await start(scene);
      try {
        const whole = await killedAt(scene, target, { moment, at: 0 });
        expect(whole.killed).toBe(false);
        const todo = plans(whole.requests, moment);
        const runs = await each(todo, atOnce, (plan) => killedAt(scene, target, plan));
        expect(new Set(runs.map(({ digest }) => digest))).toEqual(new Set([whole.digest]));
        const killed = runs.filter((run) => run.killed).length;
        console.log(`${name}: ${whole.requests} requests, ${killed} kills`);
        // The order in which blobs go up is not fixed, and two more or fewer requests with it.
        expect(killed).toBeGreaterThanOrEqual(todo.length - 4);
        for (const { repository } of runs)
          expect(bundlesByType(await target.stored(repository)), repository).toEqual(oneOfEach);
      } finally {
        await target.stop();
      }
    },
    600_000,
  );
});

test("the run that completes it may be of another commit: nothing is signed or said twice", async () => {
  const git = (...args: readonly string[]): Promise<unknown> =>
    mustRun("git", args, { cwd: scene.work });
  const commit = (day: number): Promise<unknown> =>
    mustRun("git", ["commit", "--allow-empty", "-qm", `day ${day}`], {
      cwd: scene.work,
      env: { ...author, GIT_COMMITTER_DATE: `2026-01-01T00:00:${String(day).padStart(2, "0")}Z` },
    });
  await git("init", "-q");
  await git("add", "-A");
  await commit(0);
  const target = await ourServer(scene);
  try {
    const whole = await killedAt(scene, target, { moment: "without-answer", at: 0, round: "git" });
    for (let at = 2; at <= whole.requests; at += 3) {
      const meanwhile = async (): Promise<void> => void (await commit((at % 59) + 1));
      const plan = { moment: "without-answer", at, round: "git", meanwhile } as const;
      const { digest, repository } = await killedAt(scene, target, plan);
      expect(digest).toBe(whole.digest);
      expect(bundlesByType(await target.stored(repository)), repository).toEqual(oneOfEach);
    }
  } finally {
    await target.stop();
  }
}, 300_000);

const author = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
};
