import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { browserCommand, openInBrowser } from "../../src/cli/browser.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

describe("the program that shows a file", () => {
  test.each([
    ["darwin", {}, ["open", "x.svg"]],
    ["win32", {}, ["explorer.exe", "x.svg"]],
    ["linux", { DISPLAY: ":0" }, ["xdg-open", "x.svg"]],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open", "x.svg"]],
    ["linux", { BROWSER: "firefox:chromium" }, ["firefox", "x.svg"]],
    ["linux", { BROWSER: "firefox %s", DISPLAY: "" }, ["xdg-open", "x.svg"]],
    ["linux", { DISPLAY: "" }, undefined],
    ["freebsd", {}, undefined],
  ])("on %s with %o", (platform, environment, command) => {
    expect(browserCommand("x.svg", platform, environment)).toEqual(command);
  });

  test("one that fails, or is not there, opened nothing", async () => {
    expect(await openInBrowser("x", { BROWSER: "/bin/false" })).toBe(false);
    expect(await openInBrowser("x", { BROWSER: "/nonexistent/browser" })).toBe(false);
    expect(await openInBrowser("x", { BROWSER: "/bin/true" })).toBe(true);
  });
});

/** A browser that writes down what it is asked to show. */
function recordingBrowser(): { readonly program: string; readonly asked: () => string } {
  const folder = temporary();
  const program = join(folder, "browser");
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > ${folder}/asked\n`);
  chmodSync(program, 0o755);
  return { program, asked: () => readFileSync(join(folder, "asked"), "utf8") };
}

describe("bp graph --open", () => {
  test("writes the picture where git does not see it, and opens it", async () => {
    const cwd = workspace(unit("products/shop"));
    const { program, asked } = recordingBrowser();
    const { code, stdout } = await bp(["graph", "--open"], { cwd, env: { BROWSER: program } });
    expect([code, stdout]).toEqual([0, ".bp/graph.svg is open in the browser\n"]);
    expect(asked()).toMatch(/\/\.bp\/graph\.svg$/u);
    expect(readFileSync(asked(), "utf8")).toMatch(/^<svg [^]*bp-shop[^]*<\/svg>\n$/u);
    expect(readFileSync(join(cwd, ".bp/.gitignore"), "utf8")).toBe("*\n");
  });

  test("says where the picture is where there is no browser; the report is what it always is", async () => {
    const cwd = workspace(unit("products/shop"));
    const { code, stdout } = await bp(["graph", "--open"], { cwd });
    expect([code, stdout]).toEqual([
      0,
      "there is no browser to open: the picture is .bp/graph.svg\n",
    ]);
    const json = await bp(["graph", "--open", "-o", "json"], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      command: "graph",
      nodes: [{ name: "bp-shop" }],
    });
  });
});
