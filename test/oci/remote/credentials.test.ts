import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { dockerCredentials } from "../../../src/oci/index.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "bp-credentials-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function write(path: string, value: unknown): Promise<string> {
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
}

function auth(username: string, password: string): { readonly auth: string } {
  return { auth: Buffer.from(`${username}:${password}`).toString("base64") };
}

/** A program that knows one host; it writes down what it was asked. */
async function helper(name: string, body: string): Promise<Readonly<Record<string, string>>> {
  const file = await write(
    `bin/docker-credential-${name}`,
    `#!/bin/sh\nread host\necho "$1 $host" >>"$HOME/asked"\n${body}\n`,
  );
  await chmod(file, 0o755);
  return { HOME: home, PATH: `${join(home, "bin")}:${process.env["PATH"]}` };
}

const basic = (username: string, password: string): object => ({
  kind: "basic",
  username,
  password,
});

describe("auths", () => {
  test("the host must be the very same", async () => {
    await write(".docker/config.json", {
      auths: {
        "ghcr.io": auth("u", "p:with:colons"),
        "https://old.example.com/v2/": auth("old", "x"),
      },
    });
    const find = dockerCredentials({ HOME: home });
    expect(await find("ghcr.io")).toEqual(basic("u", "p:with:colons"));
    expect(await find("GHCR.io")).toEqual(basic("u", "p:with:colons"));
    expect(await find("old.example.com")).toEqual(basic("old", "x"));
    for (const host of [
      "hcr.io",
      "ghcr.io.evil.com",
      "evil-ghcr.io",
      "ghcr.io:443",
      "example.com",
      "__proto__",
    ])
      expect(await find(host)).toBeUndefined();
  });

  test.each(["docker.io", "registry-1.docker.io", "index.docker.io"])(
    "Docker Hub as %s",
    async (host) => {
      await write(".docker/config.json", {
        auths: { "https://index.docker.io/v1/": auth("hub", "h") },
      });
      expect(await dockerCredentials({ HOME: home })(host)).toEqual(basic("hub", "h"));
    },
  );

  test("a repository may have its own, the nearest counts", async () => {
    await write(".config/containers/auth.json", {
      auths: {
        "quay.example": auth("all", "1"),
        "quay.example/acme": auth("acme", "2"),
        "quay.example/acme/charts/x": auth("x", "3"),
      },
    });
    const find = dockerCredentials({ HOME: home });
    const names = ["other/y", "acme/y", "acme/charts/x", "acme/charts/x/y", "acme2", undefined];
    const found = await Promise.all(names.map((path) => find("quay.example", path)));
    expect(found.map((one) => one?.kind === "basic" && one.username)).toEqual([
      "all",
      "acme",
      "x",
      "x",
      "all",
      "all",
    ]);
  });

  test("tokens come before name and password", async () => {
    await write(".docker/config.json", {
      auths: {
        "a.example": { ...auth("u", "p"), identitytoken: "i" },
        "b.example": { identitytoken: "i", registrytoken: "r" },
        "c.example": { username: "plain", password: "pair" },
        "d.example": { auth: "broken" },
      },
    });
    const find = dockerCredentials({ HOME: home });
    expect(await find("a.example")).toEqual({ kind: "identity", token: "i" });
    expect(await find("b.example")).toEqual({ kind: "registry", token: "r" });
    expect(await find("c.example")).toEqual(basic("plain", "pair"));
    expect(await find("d.example")).toBeUndefined();
  });
});

describe("files", () => {
  test("Docker's, then podman's, then Helm's; the first that knows the host", async () => {
    const docker = dirname(
      await write("d/config.json", { auths: { "a.example": auth("docker", "1") } }),
    );
    const podman = await write("auth.json", {
      auths: { "a.example": auth("podman", "2"), "b.example": auth("podman", "2") },
    });
    const helm = await write("helm.json", {
      auths: { "b.example": auth("helm", "3"), "c.example": auth("helm", "3") },
    });
    const find = dockerCredentials({
      DOCKER_CONFIG: docker,
      REGISTRY_AUTH_FILE: podman,
      HELM_REGISTRY_CONFIG: helm,
    });
    expect(await find("a.example")).toEqual(basic("docker", "1"));
    expect(await find("b.example")).toEqual(basic("podman", "2"));
    expect(await find("c.example")).toEqual(basic("helm", "3"));
    expect(await find("d.example")).toBeUndefined();
  });

  test("Helm's own place is found", async () => {
    await write(".config/helm/registry/config.json", { auths: { "a.example": auth("helm", "3") } });
    expect(await dockerCredentials({ HOME: home })("a.example")).toEqual(basic("helm", "3"));
  });

  test("podman's own places are found", async () => {
    await write("run/containers/auth.json", { auths: { "a.example": auth("run", "1") } });
    await write(".config/containers/auth.json", {
      auths: { "a.example": auth("kept", "2"), "b.example": auth("kept", "2") },
    });
    const find = dockerCredentials({ HOME: home, XDG_RUNTIME_DIR: join(home, "run") });
    expect(await find("a.example")).toEqual(basic("run", "1"));
    expect(await find("b.example")).toEqual(basic("kept", "2"));
  });

  test("a file that is too large is not read", async () => {
    const file = await write(".docker/config.json", " ".repeat(1024 * 1024 + 1));
    await expect(dockerCredentials({ HOME: home })("a.example")).rejects.toMatchObject({
      code: "CONFIG",
      message: `${file} is larger than 1048576 bytes`,
    });
  });

  test("a file that is not JSON is said by name, without its content", async () => {
    const file = await write(".docker/config.json", "{ secret");
    const error = await dockerCredentials({ HOME: home })("a.example").catch(
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ code: "CONFIG", message: `${file} is not a JSON object` });
  });

  test("no environment, no files: nobody", async () => {
    expect(await dockerCredentials({})("ghcr.io")).toBeUndefined();
  });
});

describe("GITHUB_TOKEN", () => {
  const environment = { GITHUB_TOKEN: "ghs_1", GITHUB_ACTOR: "mona" };

  test("opens ghcr.io, and no other host", async () => {
    const find = dockerCredentials(environment);
    expect(await find("ghcr.io")).toEqual(basic("mona", "ghs_1"));
    for (const host of ["github.com", "docker.io", "ghcr.io:443", "x.ghcr.io", "ghcr.io.evil.com"])
      expect(await find(host)).toBeUndefined();
    expect(await dockerCredentials({ GITHUB_TOKEN: "" })("ghcr.io")).toBeUndefined();
  });

  test("comes after a login", async () => {
    await write(".docker/config.json", { auths: { "ghcr.io": auth("u", "p") } });
    const find = dockerCredentials({ ...environment, HOME: home });
    expect(await find("ghcr.io")).toEqual(basic("u", "p"));
  });
});

describe("programs that keep credentials", () => {
  test("are asked once for a host, however many repositories there are", async () => {
    const environment = await helper("one", `echo '{"Username":"one","Secret":"s1"}'`);
    await write(".docker/config.json", { credsStore: "one" });
    const find = dockerCredentials(environment);
    for (const path of ["a", "b", "c"])
      expect(await find("a.example", path)).toEqual(basic("one", "s1"));
    expect(await readFile(join(home, "asked"), "utf8")).toBe("get a.example\n");
  });

  test("credHelpers of the host, then credsStore, then auths", async () => {
    const environment = await helper("one", `echo '{"Username":"one","Secret":"s1"}'`);
    await helper(
      "two",
      `[ "$host" = b.example ] && echo '{"Username":"<token>","Secret":"s2"}' || { echo "credentials not found in native keychain"; exit 1; }`,
    );
    await write(".docker/config.json", {
      credHelpers: { "a.example": "one" },
      credsStore: "two",
      auths: { "a.example": auth("file", "f"), "c.example": auth("file", "f") },
    });
    const find = dockerCredentials(environment);
    expect(await find("a.example")).toEqual(basic("one", "s1"));
    expect(await find("b.example")).toEqual({ kind: "identity", token: "s2" });
    expect(await find("c.example")).toEqual(basic("file", "f"));
    expect(await find("d.example")).toBeUndefined();
  });

  test.each([
    ["fails", "echo secret-output; exit 3", "it ended with 3"],
    ["answers nonsense", "echo secret-output", "its answer is not what the protocol says"],
  ])("one that %s is said by name, its output is not", async (_, body, why) => {
    const environment = await helper("bad", body);
    await write(".docker/config.json", { credsStore: "bad" });
    const error: unknown = await dockerCredentials(environment)("a.example").catch(
      (error: unknown) => error,
    );
    expect(error).toMatchObject({
      code: "UNAUTHORIZED",
      message: `docker-credential-bad does not answer for a.example: ${why}`,
    });
    expect(JSON.stringify(error)).not.toContain("secret-output");
  });

  test.each(["missing", "../evil", "a b"])("%j cannot be run", async (name) => {
    await write(".docker/config.json", { credsStore: name });
    await expect(dockerCredentials({ HOME: home, PATH: home })("a.example")).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});
