import { describe, expect, test } from "vitest";

import { checkRealm } from "../../../src/oci/remote/realm.ts";
import type { Scope } from "../../../src/oci/remote/scope.ts";
import { mergeScopes } from "../../../src/oci/remote/scope.ts";

function scope(origin: string): Scope {
  return { origin: new URL(origin), host: new URL(origin).host, path: "a/b", access: "pull" };
}

describe("checkRealm", () => {
  test.each([
    ["https://ghcr.io", "https://ghcr.io/token"],
    ["https://registry-1.docker.io", "https://auth.docker.io/token"],
    ["https://10.0.0.5", "https://10.0.0.5:8443/token"],
    ["http://127.0.0.1:5000", "http://127.0.0.1:5001/token"],
    ["http://localhost:5000", "http://127.0.0.1:5001/token"],
    ["http://127.0.0.1:5000", "https://auth.example.com/token"],
    ["http://registry.lan", "http://auth.lan/token"],
  ])("%s may send to %s", (origin, realm) => {
    expect(checkRealm(realm, scope(origin)).href).toBe(realm);
  });

  test.each([
    ["https://ghcr.io", "http://ghcr.io/token"],
    ["https://ghcr.io", "http://auth.example.com/token"],
    ["https://ghcr.io", "https://169.254.169.254/latest"],
    ["https://ghcr.io", "https://127.0.0.1/token"],
    ["https://ghcr.io", "https://[fd00::1]/token"],
    ["https://10.0.0.5", "https://10.0.0.6/token"],
    ["http://127.0.0.1:5000", "http://auth.example.com/token"],
    ["https://ghcr.io", "https://user:secret@auth.example.com/token"],
    ["https://ghcr.io", "file:///etc/passwd"],
    ["https://ghcr.io", "/token"],
    ["https://ghcr.io", ""],
  ])("%s may not send to %s", (origin, realm) => {
    expect(() => checkRealm(realm, scope(origin))).toThrow(/: refused$/u);
  });
});

test("mergeScopes asks once for a resource, with all its actions", () => {
  expect(
    mergeScopes(["repository:b:pull", "repository:a:push,pull repository:b:push", "", "x"]),
  ).toEqual(["repository:a:pull,push", "repository:b:pull,push"]);
});
