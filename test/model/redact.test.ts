import { expect, test } from "vitest";

import { BpError, isBpError } from "../../src/model/error.ts";
import { keepSecret, redact } from "../../src/model/redact.ts";

test.each([
  ["https://user:secret@ghcr.io/v2/", "https://***@ghcr.io/v2/"],
  ["https://ghp_abcdef@github.com/x", "https://***@github.com/x"],
  ["Authorization: Bearer abc.def-ghi", "Authorization: Bearer ***"],
  ["authorization: basic dXNlcjpzZWNyZXQ=", "authorization: basic ***"],
  ["https://h/token?access_token=abc&x=1", "https://h/token?access_token=***&x=1"],
  ["password=hunter2 rest", "password=*** rest"],
  ["token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln end", "token *** end"],
])("%s", (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test.each([
  "https://ghcr.io/v2/acme/bp-x/manifests/1.0.0",
  `ghcr.io/acme/bp-x@sha256:${"a".repeat(64)}`,
  "git@github.com:acme/x.git",
  "the Basic scheme",
])("leaves %s alone", (text) => {
  expect(redact(text)).toBe(text);
});

test("a secret that is known is hidden wherever it turns up, and in every form", () => {
  keepSecret("hunter two/+");
  const encoded = Buffer.from("hunter two/+").toString("base64");
  expect(redact(`say hunter two/+, hunter%20two%2F%2B or ${encoded}!`)).toBe(
    "say ***, *** or ***!",
  );
});

test("a secret that holds another is hidden whole", () => {
  keepSecret("inner-secret");
  keepSecret("user:inner-secret");
  expect(redact("user:inner-secret")).toBe("***");
});

test("what is too short to be a secret hides nothing", () => {
  keepSecret("abc");
  expect(redact("abc")).toBe("abc");
});

test("an error holds no secret, wherever it was put", () => {
  const error = new BpError("REGISTRY", "GET https://u:p@h/", {
    hint: "try password=x",
    details: { url: "https://u:p@h/", status: 500 },
  });
  expect(error.message).toBe("GET https://***@h/");
  expect(error.hint).toBe("try password=***");
  expect(error.details).toEqual({ url: "https://***@h/", status: 500 });
});

test("errors are told apart by code", () => {
  const error = new BpError("LIMIT", "too much");
  expect(isBpError(error)).toBe(true);
  expect(isBpError(error, "LIMIT", "USAGE")).toBe(true);
  expect(isBpError(error, "USAGE")).toBe(false);
  expect(isBpError(new Error("too much"))).toBe(false);
});
