import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { commands } from "../../src/cli/commands/index.ts";
import { nameOf } from "../../src/cli/declaration.ts";

const root = join(import.meta.dirname, "../..");
const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => `docs/${file}`);
const pages = ["README.md", "CONTRIBUTING.md", ...docs];

function read(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

describe("every page", () => {
  test.each(pages)("%s links to what is there", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/gu)];
    const broken = links
      .map(([, target = ""]) => target)
      .filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(broken).toEqual([]);
  });

  test("is reached from the README, or from a page that is", () => {
    const open = ["README.md"];
    const seen = new Set(open);
    for (let page = open.pop(); page !== undefined; page = open.pop()) {
      for (const [, target = ""] of read(page).matchAll(/\]\((?!https?:)([^)#]+\.md)/gu)) {
        const next = join(dirname(page), target);
        if (seen.has(next)) continue;
        seen.add(next);
        if (existsSync(join(root, next))) open.push(next);
      }
    }
    expect(docs.filter((page) => !seen.has(page))).toEqual([]);
  });
});

function pageOf(name: string): string {
  return name.replace(" ", "-");
}

describe("every command", () => {
  const names = commands.map((command) => nameOf(command));

  test.each(names)("%s has a page, and a line in the README", (name) => {
    const page = read(`docs/commands/${pageOf(name)}.md`);
    expect(page).toMatch(new RegExp(`^# bp ${name}\n`, "u"));
    expect(page).toContain("Exit codes: 0");
    expect(read("README.md")).toContain(`[\`bp ${name}\`](docs/commands/${pageOf(name)}.md)`);
  });

  test("every page is a command's", () => {
    const files = readdirSync(join(root, "docs/commands"));
    expect(files.map((file) => file.slice(0, -".md".length)).toSorted()).toEqual(
      names.map(pageOf).toSorted(),
    );
  });
});

/** Room to what it imports, as the page's table has it. */
function pageTable(): Readonly<Record<string, readonly string[]>> {
  const rows = read("docs/architecture.md").matchAll(/^\| \d \| `(\w+)` \|[^|]*\| ([^|]*) \|$/gmu);
  return Object.fromEntries(
    [...rows].map(([, room = "", imports = ""]) => [
      room,
      imports === "nothing of ours" ? [] : imports.split(", "),
    ]),
  );
}

/** The same, as the test that holds it has it. */
function heldTable(): Readonly<Record<string, readonly string[]>> {
  const [, body = ""] =
    /^const rooms[^=]*= \{\n([^]*?)^\};$/mu.exec(read("test/architecture.test.ts")) ?? [];
  const rows = body.matchAll(/^ {2}(\w+): \[([^\]]*)\]/gmu);
  return Object.fromEntries(
    [...rows].map(([, room = "", imports = ""]) => [room, imports.match(/\w+/gu) ?? []]),
  );
}

describe("the table of rooms", () => {
  test("is the one that the architecture test holds", () => {
    expect(Object.keys(heldTable()).length).toBeGreaterThan(10);
    expect(pageTable()).toEqual(heldTable());
  });

  test("has every room that there is", () => {
    const rooms = readdirSync(join(root, "src"), { withFileTypes: true });
    const names = rooms.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(Object.keys(pageTable()).toSorted()).toEqual(names.toSorted());
  });
});
