import { lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { dockerCredentials, eraseLogin, listLogins, storeLogin } from "../../../src/oci/index.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "bp-logins-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

const mona = { username: "mona", password: "p:4ss wörd" };
const file = (): string => join(home, ".docker/config.json");

async function write(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), JSON.stringify(value));
}

function kept(): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(file(), "utf8")) as Record<string, unknown>;
}

/** A program that keeps credentials in files of the home, one a host, and writes down what it was asked. */
async function helper(name: string): Promise<Readonly<Record<string, string>>> {
  const program = join(home, "bin", `docker-credential-${name}`);
  const body = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } = require("node:fs");
const input = readFileSync(0, "utf8");
const place = (host) => process.env.HOME + "/kept-" + encodeURIComponent(host);
const action = process.argv[2];
appendFileSync(process.env.HOME + "/asked", action + "\\n");
if (action === "store") { const one = JSON.parse(input); writeFileSync(place(one.ServerURL), input); }
if (action === "get") {
  if (!existsSync(place(input))) { console.log("credentials not found in native keychain"); process.exit(1); }
  console.log(readFileSync(place(input), "utf8"));
}
if (action === "erase") rmSync(place(input));
if (action === "list") {
  const all = readdirSync(process.env.HOME).filter((one) => one.startsWith("kept-"));
  const pairs = all.map((one) => JSON.parse(readFileSync(process.env.HOME + "/" + one, "utf8")));
  console.log(JSON.stringify(Object.fromEntries(pairs.map((one) => [one.ServerURL, one.Username]))));
}
`;
  await mkdir(dirname(program), { recursive: true });
  await writeFile(program, body);
  await chmod(program, 0o755);
  return { HOME: home, PATH: `${join(home, "bin")}:${process.env["PATH"]}` };
}

describe("in the file", () => {
  test("a login is found again, and the file is for its owner alone", async () => {
    const place = await storeLogin("ghcr.io", mona, { HOME: home });
    expect(place).toEqual({ kind: "file", place: file() });
    expect(await dockerCredentials({ HOME: home })("ghcr.io")).toEqual({ kind: "basic", ...mona });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(await readdir(dirname(file()))).toEqual(["config.json"]);
  });

  test("all else stays, and a file that others could read no longer is", async () => {
    await write(".docker/config.json", {
      HttpHeaders: { "X-Meta": "1" },
      auths: { "quay.io": { auth: "eDp5" } },
    });
    await chmod(file(), 0o644);
    await storeLogin("ghcr.io", mona, { HOME: home });
    expect(kept()).toMatchObject({
      HttpHeaders: { "X-Meta": "1" },
      auths: { "quay.io": { auth: "eDp5" }, "ghcr.io": { auth: expect.any(String) } },
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test("a link is followed", async () => {
    await write("kept/elsewhere.json", {});
    await mkdir(dirname(file()));
    symlinkSync("../kept/elsewhere.json", file());
    await storeLogin("ghcr.io", mona, { HOME: home });
    expect(lstatSync(file()).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, "kept/elsewhere.json"), "utf8")).toContain("ghcr.io");
  });

  test("Docker Hub has the name that docker gives it", async () => {
    await storeLogin("docker.io", mona, { HOME: home });
    expect(Object.keys(kept()["auths"] as object)).toEqual(["https://index.docker.io/v1/"]);
    const find = dockerCredentials({ HOME: home });
    expect(await find("registry-1.docker.io")).toEqual({ kind: "basic", ...mona });
    expect(await eraseLogin("index.docker.io", { HOME: home })).toHaveLength(1);
    expect(await listLogins({ HOME: home })).toEqual([]);
  });

  test("what is erased is gone under its older names too, and nothing else is", async () => {
    const entry = { auth: "eDp5" };
    const others = { "ghcr.io.evil.com": entry, "ghcr.io/acme": entry, "quay.io": entry };
    await write(".docker/config.json", {
      auths: { "ghcr.io": entry, "https://ghcr.io/v1/": entry, ...others },
    });
    expect(await eraseLogin("ghcr.io", { HOME: home })).toEqual([{ kind: "file", place: file() }]);
    expect(kept()).toEqual({ auths: others });
    expect(await eraseLogin("ghcr.io", { HOME: home })).toEqual([]);
  });

  test("without a home there is no place", async () => {
    await expect(storeLogin("ghcr.io", mona, {})).rejects.toMatchObject({ code: "CONFIG" });
  });

  test("a file that is no JSON is left as it is", async () => {
    await mkdir(dirname(file()));
    await writeFile(file(), "{ half");
    await expect(storeLogin("ghcr.io", mona, { HOME: home })).rejects.toMatchObject({
      code: "CONFIG",
      message: `${file()} is not a JSON object`,
    });
    expect(readFileSync(file(), "utf8")).toBe("{ half");
  });
});

describe("with a program", () => {
  test("that is for all hosts", async () => {
    const environment = await helper("vault");
    await write(".docker/config.json", { credsStore: "vault" });
    const place = { kind: "helper", place: "docker-credential-vault" };
    expect(await storeLogin("ghcr.io", mona, environment)).toEqual(place);
    expect(kept()).toEqual({ credsStore: "vault", auths: { "ghcr.io": {} } });
    expect(await dockerCredentials(environment)("ghcr.io")).toEqual({ kind: "basic", ...mona });
    expect(await listLogins(environment)).toEqual([
      { registry: "ghcr.io", username: "mona", secret: "password", ...place },
    ]);
    expect(await eraseLogin("ghcr.io", environment)).toEqual([place]);
    expect(kept()).toEqual({ credsStore: "vault", auths: {} });
    expect(await eraseLogin("ghcr.io", environment)).toEqual([]);
  });

  test("that is for one host alone", async () => {
    const environment = await helper("one");
    await write(".docker/config.json", { credHelpers: { "ghcr.io": "one" } });
    await storeLogin("ghcr.io", mona, environment);
    await storeLogin("quay.io", mona, environment);
    expect(kept()["auths"]).toMatchObject({ "ghcr.io": {}, "quay.io": { auth: /./u } });
    const logins = await listLogins(environment);
    expect(logins.map(({ registry, kind }) => `${registry} ${kind}`)).toEqual([
      "ghcr.io helper",
      "quay.io file",
    ]);
  });

  test("that is not there keeps nothing, and says so", async () => {
    await write(".docker/config.json", { credsStore: "gone" });
    const environment = { HOME: home, PATH: join(home, "bin") };
    await expect(storeLogin("ghcr.io", mona, environment)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringContaining("the program is not installed"),
    });
    expect(kept()).toEqual({ credsStore: "gone" });
  });
});

describe("the list", () => {
  test("has every place in the order in which they count, and no secret", async () => {
    const auth = Buffer.from("u:very-secret").toString("base64");
    await write(".docker/config.json", {
      auths: { "ghcr.io": { auth }, "quay.io": {}, "a.example/team": { identitytoken: "tok" } },
    });
    await write(".config/helm/registry/config.json", { auths: { "ghcr.io": { auth } } });
    const logins = await listLogins({ HOME: home, GITHUB_TOKEN: "ghs_1", GITHUB_ACTOR: "octo" });
    expect(logins.map(({ registry, username, kind }) => [registry, username, kind])).toEqual([
      ["ghcr.io", "u", "file"],
      ["a.example/team", undefined, "file"],
      ["ghcr.io", "u", "file"],
      ["ghcr.io", "octo", "environment"],
    ]);
    expect(JSON.stringify(logins)).not.toMatch(/very-secret|tok"|ghs_1/u);
  });
});
