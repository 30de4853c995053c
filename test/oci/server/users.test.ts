import { hashSync } from "bcryptjs";
import { describe, expect, test } from "vitest";

import { htpasswdUsers, singleUser } from "../../../src/oci/index.ts";

describe("one user", () => {
  test("by name and password, both whole", async () => {
    const users = singleUser("ci", "a:b");
    expect(await users.check("ci", "a:b")).toBe(true);
    for (const [name, password] of [
      ["ci", "a"],
      ["ci", ""],
      ["ci:a", "b"],
      ["CI", "a:b"],
    ] as const)
      expect(await users.check(name, password)).toBe(false);
  });

  test.each(["", "a:b", "a\nb"])("%j is no name", (name) => {
    expect(() => singleUser(name, "x")).toThrow(/name of a user/u);
  });
});

describe("htpasswd", () => {
  const hash = hashSync("secret", 4);

  test("bcrypt in the forms that programs write, comments and empty lines", async () => {
    const text = `# users\n\nalice:${hash}\r\nbob:${hash.replace("$2b$", "$2y$")}\n`;
    const users = htpasswdUsers(text, "users");
    for (const name of ["alice", "bob"]) {
      expect(await users.check(name, "secret")).toBe(true);
      expect(await users.check(name, "Secret")).toBe(false);
    }
    expect(await users.check("carol", "secret")).toBe(false);
  });

  test.each([
    ["alice:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=", "users:1"],
    ["alice:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00", "users:1"],
    [`alice:${hash}\nbob:plain`, "users:2"],
    [`alice:${hash}\n:${hash}`, "users:2"],
    ["# nobody\n", "users names no user"],
  ])("%j is refused with its place", (text, place) => {
    expect(() => htpasswdUsers(text, "users")).toThrow(place);
  });
});
