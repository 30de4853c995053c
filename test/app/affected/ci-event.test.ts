import { expect, test } from "vitest";

import { ciEvent, inCi } from "../../../src/app/affected/ci-event.ts";

const [a, b] = ["a".repeat(40), "b".repeat(40)];
const zeros = "0".repeat(40);

function actions(
  name: string,
  event: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const environment = {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: "/event.json",
    GITHUB_REF: "refs/heads/main",
    ...more,
  };
  return ciEvent(environment, async (file) => {
    expect(file).toBe("/event.json");
    return typeof event === "string" ? event : JSON.stringify(event);
  });
}

test("a push compares with what was there before", async () => {
  const question = { kind: "commit", commit: a };
  expect(await actions("push", { before: a, after: b })).toEqual({ kind: "compare", question });
  expect(await actions("push", { before: zeros, after: b })).toEqual({ kind: "everything" });
  const gitlab = { GITLAB_CI: "true", CI_PIPELINE_SOURCE: "push", CI_COMMIT_BEFORE_SHA: a };
  expect(await ciEvent(gitlab, never)).toEqual({ kind: "compare", question });
});

test("a proposed change compares with what it goes into", async () => {
  const question = { kind: "change", head: a, into: b };
  const request = { pull_request: { head: { sha: a }, base: { sha: b } } };
  for (const name of ["pull_request", "pull_request_target"])
    expect(await actions(name, request)).toEqual({ kind: "compare", question });
  const group = { merge_group: { head_sha: a, base_sha: b } };
  expect(await actions("merge_group", group)).toEqual({ kind: "compare", question });
  expect(await ciEvent({ GITLAB_CI: "true", CI_MERGE_REQUEST_DIFF_BASE_SHA: b }, never)).toEqual({
    kind: "compare",
    question: { kind: "commit", commit: b },
  });
});

test("a tag selects", async () => {
  const tag = { kind: "tag", tag: "platform/x/v1.0.0" };
  expect(await actions("push", {}, { GITHUB_REF: "refs/tags/platform/x/v1.0.0" })).toEqual(tag);
  expect(await ciEvent({ GITLAB_CI: "true", CI_COMMIT_TAG: "platform/x/v1.0.0" }, never)).toEqual(
    tag,
  );
});

test("what is about no change says nothing, and nothing that is no commit reaches git", async () => {
  expect(await actions("schedule", {})).toBe(undefined);
  expect(await actions("push", { before: "--upload-pack=x" })).toBe(undefined);
  expect(await actions("push", [])).toBe(undefined);
  expect(await actions("pull_request", { pull_request: { head: { sha: a }, base: null } })).toBe(
    undefined,
  );
  expect(await actions("push", {}, { GITHUB_EVENT_PATH: "" })).toBe(undefined);
  expect(
    await ciEvent(
      { GITLAB_CI: "true", CI_PIPELINE_SOURCE: "schedule", CI_COMMIT_BEFORE_SHA: a },
      never,
    ),
  ).toBe(undefined);
  expect(await ciEvent({ CI: "true" }, never)).toBe(undefined);
  await expect(actions("push", "{")).rejects.toMatchObject({ code: "UNREADABLE" });
});

test("Gitea speaks as GitHub does, and any service may fetch", async () => {
  const environment = {
    GITEA_ACTIONS: "true",
    GITHUB_EVENT_NAME: "push",
    GITHUB_EVENT_PATH: "x",
  };
  const event = await ciEvent(environment, async () => JSON.stringify({ before: a }));
  expect(event).toEqual({ kind: "compare", question: { kind: "commit", commit: a } });
  expect([inCi(environment), inCi({ CI: "true" }), inCi({ CI: "false" }), inCi({})]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

async function never(): Promise<string> {
  throw new Error("no file is read");
}
