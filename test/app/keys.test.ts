import { describe, expect, test } from "vitest";

import { keygen } from "../../src/app/keygen.ts";
import { developmentSigner, exposure, policyAt, readKey, signerAt } from "../../src/app/keys.ts";
import { memoryKeys } from "./support/keys.ts";

describe("a key's location", () => {
  test("is a file or a variable", async () => {
    const keys = memoryKeys({ "a.key": "from a file" }, { KEY: "from a variable" });
    expect(await readKey("a.key", keys)).toBe("from a file");
    expect(await readKey("env://KEY", keys)).toBe("from a variable");
    expect(await policyAt("a.key", keys)).toEqual({ $case: "publicKey", publicKey: "from a file" });
  });

  test.each([
    ["b.key", "there is no key file b.key"],
    ["empty.key", "there is no key file empty.key"],
    ["env://NONE", "the variable NONE holds no key"],
    ["env://EMPTY", "the variable EMPTY holds no key"],
  ])("%s is refused", async (location, message) => {
    const keys = memoryKeys({ "empty.key": " \n" }, { EMPTY: "" });
    await expect(readKey(location, keys)).rejects.toMatchObject({ code: "BAD_KEY", message });
  });
});

describe("keygen", () => {
  test("makes a key that signs, with the modes of a secret and of a public file", async () => {
    const keys = memoryKeys({}, { COSIGN_PASSWORD: "secret" });
    const report = await keygen("ci", "secret", keys);
    expect(report).toMatchObject({ privateKey: "ci.key", publicKey: "ci.pub", encrypted: true });
    expect([keys.files.get("ci.key")?.mode, keys.files.get("ci.pub")?.mode]).toEqual([
      0o600, 0o644,
    ]);
    const { policy } = await signerAt("ci.key", keys);
    expect(policy).toMatchObject({
      $case: "publicKey",
      publicKey: keys.files.get("ci.pub")?.text,
    });
  });

  test("needs the password again, and the right one", async () => {
    const keys = memoryKeys();
    await keygen("ci", "secret", keys);
    await expect(signerAt("ci.key", keys)).rejects.toMatchObject({ code: "BAD_PASSWORD" });
    const wrong = { ...keys, environment: { COSIGN_PASSWORD: "wrong" } };
    await expect(signerAt("ci.key", wrong)).rejects.toMatchObject({ code: "BAD_PASSWORD" });
  });

  test.each(["ci.key", "ci.pub"])("leaves everything as it is where %s is there", async (path) => {
    const keys = memoryKeys({ [path]: "mine" });
    await expect(keygen("ci", "", keys)).rejects.toMatchObject({
      code: "USAGE",
      message: `${path} is there already`,
    });
    expect([...keys.files].map(([name, { text }]) => [name, text])).toEqual([[path, "mine"]]);
  });
});

describe("a private key's mode", () => {
  test("is told where others than its owner may read it", async () => {
    const keys = memoryKeys({ "a.key": "x", "b.key": "x" });
    keys.files.set("b.key", { text: "x", mode: 0o640 });
    expect(await exposure("a.key", keys)).toBeUndefined();
    expect(await exposure("b.key", keys)).toBe(
      "the private key b.key is not its owner's alone (mode 0640): chmod 600 b.key",
    );
    for (const location of ["none.key", "env://KEY", "exec:./sign"])
      expect(await exposure(location, keys)).toBeUndefined();
  });
});

describe("a program in the place of a key", () => {
  test("is asked where the command line names it", async () => {
    const asked: string[] = [];
    const keys = {
      ...memoryKeys(),
      program: (name: string) => async (verb: string) => {
        asked.push(`${name} ${verb}`);
        return Buffer.from("{}");
      },
    };
    await expect(signerAt("exec:./sign", keys)).rejects.toMatchObject({ code: "BAD_KEY" });
    await expect(policyAt("exec:sign", keys)).rejects.toMatchObject({ code: "BAD_KEY" });
    expect(asked).toEqual(["./sign public-key", "sign public-key"]);
  });

  test.each(["exec:./sign", "exec:"])("%s of the configuration is never run", async (location) => {
    const refused = { code: "USAGE" };
    await expect(signerAt(location, memoryKeys())).rejects.toMatchObject(refused);
    await expect(policyAt(location, memoryKeys())).rejects.toMatchObject(refused);
  });
});

describe("the development key", () => {
  test("is made once, kept from git, and used from then on", async () => {
    const keys = memoryKeys();
    const first = await developmentSigner(keys);
    expect(first.created).toBe(true);
    expect([...keys.files].map(([path, { mode }]) => [path, mode])).toEqual([
      [".bp/.gitignore", 0o644],
      [".bp/keys/dev.key", 0o600],
      [".bp/keys/dev.pub", 0o644],
    ]);
    expect(keys.files.get(".bp/.gitignore")?.text).toBe("*\n");
    const second = await developmentSigner(keys);
    expect(second.created).toBe(false);
    expect(second.signer.policy).toEqual(first.signer.policy);
  });

  test("of two first runs at once, one decides", async () => {
    const keys = memoryKeys();
    const [one, two] = await Promise.all([developmentSigner(keys), developmentSigner(keys)]);
    expect(one.signer.policy).toEqual(two.signer.policy);
    expect(one.created).not.toBe(two.created);
    const { policy } = one.signer;
    expect(policy.$case === "publicKey" && policy.publicKey).toBe(
      keys.files.get(".bp/keys/dev.pub")?.text,
    );
  });
});
