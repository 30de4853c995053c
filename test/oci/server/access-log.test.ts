import { expect, test } from "vitest";

import { accessLine } from "../../../src/oci/index.ts";
import type { AccessRecord } from "../../../src/oci/index.ts";

const at = new Date("2026-03-04T05:06:07.890Z");
const record: AccessRecord = {
  remote: "127.0.0.1",
  user: "ci",
  method: "GET",
  target: "/v2/a/tags/list?n=5",
  status: 200,
  size: 29,
  userAgent: "oras/1.3.3",
};

test("a line of the Combined Log Format", () => {
  expect(accessLine(record, at)).toBe(
    '127.0.0.1 - ci [04/Mar/2026:05:06:07 +0000] "GET /v2/a/tags/list?n=5 HTTP/1.1" 200 29 "-" "oras/1.3.3"',
  );
});

test("nobody, no size, no agent", () => {
  const bare = { ...record, user: undefined, size: undefined, userAgent: undefined };
  expect(accessLine(bare, at)).toContain("127.0.0.1 - - [");
  expect(accessLine(bare, at)).toMatch(/ 200 - "-" "-"$/u);
});

test("what a client sends stays in its place", () => {
  const line = accessLine(
    { ...record, user: "a b]", target: '/v2/" 200 0\n', userAgent: '\u001b[31m"\\é' },
    at,
  );
  expect(line.split("\n")).toHaveLength(1);
  expect(line).toContain(String.raw`- a\x20b] [`);
  expect(line).toContain(String.raw`"GET /v2/\" 200 0\x0a HTTP/1.1"`);
  expect(line).toContain(String.raw`"\x1b[31m\"\\\xc3\xa9"`);
});
