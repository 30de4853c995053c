import { expect, test } from "vitest";

import { failureReport, failureText } from "../../src/cli/failure.ts";
import { BpError } from "../../src/model/error.ts";

const failure = new BpError("DENIED", "no", {
  hint: "ask",
  cause: new Error("https://u:p@h said no"),
  details: { status: 403 },
});

test("says what and what to do, and the cause where more is wanted", () => {
  expect(failureText(failure, false)).toBe("bp: no\n  help: ask\n");
  expect(failureText(failure, true)).toBe("bp: no\n  help: ask\n  cause: https://***@h said no\n");
  expect(failureText(new BpError("LIMIT", "too much"), true)).toBe("bp: too much\n");
});

test("has a report of its own", () => {
  expect(failureReport("publish", failure)).toEqual({
    schemaVersion: 1,
    command: "publish",
    ok: false,
    exitCode: 3,
    findings: [],
    error: { code: "DENIED", message: "no", hint: "ask", details: { status: 403 } },
  });
  expect(failureReport("list", new BpError("LIMIT", "too much")).error).toEqual({
    code: "LIMIT",
    message: "too much",
  });
});

test("a bug says that it is one, where to report it, and no secret", () => {
  const bug = new TypeError("cannot read https://u:p@h/");
  expect(failureText(bug, false)).toMatch(
    /^bp: this is a bug in bp: TypeError: cannot read https:\/\/\*\*\*@h\/\n[^]*issues\n$/u,
  );
  expect(failureReport("list", bug)).toMatchObject({
    exitCode: 70,
    error: { code: "BUG", message: "cannot read https://***@h/" },
  });
  expect(failureReport("list", "thrown text").error.message).toBe("thrown text");
});
