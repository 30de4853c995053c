import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";

import { hashSync } from "bcryptjs";
import { describe, expect, test } from "vitest";

import { makeCertificate, whyNoCertificate } from "../support/certificate.ts";
import { startServing } from "../support/serving.ts";
import { temporary } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

function login(name: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

describe("bp serve", () => {
  test("with one user: the password comes from the environment and is never said", async () => {
    const folder = temporary();
    const env = { BP_SERVE_PASSWORD: "s3cret-of-ci" };
    const serving = await startServing([folder, "--user", "ci", "--access-log", "-", "-v"], env);
    expect((await fetch(`${serving.url}/v2/`)).status).toBe(401);
    const headers = login("ci", "s3cret-of-ci");
    expect((await fetch(`${serving.url}/v2/`, { headers })).status).toBe(200);
    const { code, stdout, stderr } = await serving.end("SIGINT");
    expect(code).toBe(0);
    expect(stderr).toContain("helm registry login");
    expect(stderr).toMatch(/- ci \[.*\] "GET \/v2\/ HTTP\/1.1" 200/u);
    expect(stdout + stderr).not.toContain("s3cret-of-ci");
    expect(stdout + stderr).not.toContain(headers["authorization"]?.slice(6));
  });

  test("with the users of a file, and an access log that grows", async () => {
    const folder = temporary();
    const users = join(folder, "users");
    const log = join(folder, "access.log");
    writeFileSync(users, `alice:${hashSync("one", 4)}\nbob:${hashSync("two", 4)}\n`);
    const args = [join(folder, "root"), "--htpasswd", users, "--access-log", log];
    for (const [name, password] of [
      ["alice", "one"],
      ["bob", "two"],
    ] as const) {
      const serving = await startServing(args);
      const { status } = await fetch(`${serving.url}/v2/_catalog`, {
        headers: login(name, password),
      });
      expect(status).toBe(200);
      await serving.end("SIGTERM");
    }
    const lines = readFileSync(log, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[2])).toEqual(["alice", "bob"]);
  });

  test.skipIf(whyNoCertificate !== undefined)("over https", async () => {
    const tls = makeCertificate();
    const files = ["--tls-cert", tls.certificateFile, "--tls-key", tls.keyFile];
    const serving = await startServing([temporary(), ...files, "-o", "json"]);
    const { hostname, port } = new URL(serving.url);
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path: "/v2/", ca: tls.certificate }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect([serving.url.startsWith("https://127.0.0.1:"), status]).toEqual([true, 200]);
    const { stdout } = await serving.end("SIGTERM");
    expect(JSON.parse(stdout)).toMatchObject({ url: serving.url, requests: 1 });
  });

  test.each([
    ["--address 0.0.0.0", "anybody who reaches it could write"],
    ["--address 0.0.0.0 --user ci", "passwords would cross the network in the clear"],
    ["--user ci --htpasswd x", "exclude each other"],
    ["--htpasswd missing", "cannot read"],
    ["--tls-cert missing", "go together"],
    ["--tls-cert missing --tls-key missing", "cannot read"],
    ["--user a:b", "colon"],
    ["--access-log missing/log", "cannot write"],
  ])("%s is refused", async (text, why) => {
    const { code, stderr } = await bp(["serve", ".", "--port", "0", ...text.split(" ")], {
      cwd: temporary(),
      env: { BP_SERVE_PASSWORD: "x" },
    });
    expect(code).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr).toContain("help: ");
  });

  test("a user without a password is asked for one", async () => {
    const { code, stderr } = await bp(["serve", ".", "--user", "ci"], { cwd: temporary() });
    expect([code, stderr.includes("BP_SERVE_PASSWORD")]).toEqual([2, true]);
  });
});
