import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";

import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Who may import whom (docs/architecture.md). A room that is not listed may not exist. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  model: [],
  yaml: ["model"],
  cel: ["model"],
  schema: ["model"],
  archive: ["model"],
  graph: ["model"],
  sbom: ["model"],
  oci: ["model"],
  report: ["model"],
  chart: ["model", "yaml", "archive"],
  kustomize: ["model", "yaml", "archive"],
  kit: ["model", "yaml"],
  artifact: ["model", "oci"],
  signing: ["model", "oci", "cel"],
  repository: ["model", "yaml", "oci"],
  workspace: ["model", "yaml", "schema", "chart", "kustomize", "kit"],
  lint: ["model", "yaml", "cel", "schema", "graph", "chart", "kustomize", "kit"],
  app: [
    "model",
    "yaml",
    "cel",
    "schema",
    "archive",
    "graph",
    "sbom",
    "oci",
    "chart",
    "kustomize",
    "kit",
    "artifact",
    "signing",
    "repository",
    "workspace",
    "lint",
  ],
  cli: ["app", "report", "model"],
};

/** These build what the outside world is made of; nothing else in cli reaches below app. */
const builders =
  /src\/cli\/(?:helm-repositories|pack-worker|upstream-world|context|network|revision|memory|answers)\.ts$/u;
const buildersMay: ReadonlySet<string> = new Set(["oci", "repository", "signing", "workspace"]);

/** Each third-party library has one room. */
const libraries: Readonly<Record<string, string>> = {
  "js-yaml": "yaml",
  ajv: "schema",
  pako: "archive",
  semver: "model",
  re2js: "model",
  commander: "cli",
  diff: "report",
  "packageurl-js": "sbom",
  "@cyclonedx/cyclonedx-library": "sbom",
  "p-queue": "app",
  bcryptjs: "oci",
};

/** Rooms that are the adapters to the outside world; everywhere else these modules are refused. */
const outside: Readonly<Record<string, readonly string[]>> = {
  // The cache of fetched charts is a store on disk, as the layouts of oci are.
  "node:fs": ["workspace", "oci", "repository", "cli"],
  "node:fs/promises": ["workspace", "oci", "repository", "cli"],
  "node:http": ["oci"],
  "node:https": ["oci"],
  "node:net": ["oci"],
  "node:child_process": ["oci", "cli", "workspace"],
  "node:os": ["cli", "oci"],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly specifier: string;
}

/** The library's doors. */
const doors: ReadonlySet<string> = new Set(["index.ts", "oci.ts"]);

const files = sourceFiles(join(root, "src"));
const imports = files.flatMap((file) => importsOf(file));

describe("the house", () => {
  test("has files to look at", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
  });

  test("every room is known", () => {
    const unknown = new Set(
      imports.map(({ room }) => room).filter((room) => !doors.has(room) && !(room in rooms)),
    );
    expect([...unknown]).toEqual([]);
  });

  test("no import leaves its floor", () => {
    expect(imports.filter((one) => !allowed(one)).map(show)).toEqual([]);
  });

  test("other rooms are entered by their door", () => {
    expect(imports.filter((one) => !throughDoor(one)).map(show)).toEqual([]);
  });

  test("doors have no logic", () => {
    const texts = [...doors].map((door) => readFileSync(join(root, "src", door), "utf8"));
    const statements = texts.flatMap((text) => text.match(/^[^\s/}].*$/gmu) ?? []);
    expect(statements.filter((line) => !line.startsWith("export "))).toEqual([]);
  });

  test("each library lives in one room", () => {
    const strays = imports.filter(({ room, specifier }) => {
      const name = packageOf(specifier);
      return name !== undefined && homeOf(name) !== room;
    });
    expect(strays.map(show)).toEqual([]);
  });

  test("the outside world comes in through ports", () => {
    const strays = imports.filter(
      ({ room, specifier }) => outside[specifier]?.includes(room) === false,
    );
    expect(strays.map(show)).toEqual([]);
  });

  test("no file is longer than 300 lines", () => {
    expect(files.filter((file) => readFileSync(file, "utf8").split("\n").length > 301)).toEqual([]);
  });

  test("only cli writes to the console or reads the process", () => {
    const strays = files.filter(
      (file) =>
        roomOf(file) !== "cli" &&
        /\bconsole\.|\bprocess\.(?:env|cwd|exit|std)/u.test(readFileSync(file, "utf8")),
    );
    expect(strays).toEqual([]);
  });

  test("nothing below cli asks the clock, chance or the locale", () => {
    const pattern = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\.localeCompare\(|\.toLocale/u;
    const strays = files.filter(
      (file) => roomOf(file) !== "cli" && pattern.test(readFileSync(file, "utf8")),
    );
    expect(strays).toEqual([]);
  });
});

function allowed({ file, room, specifier }: Import): boolean {
  const target = targetRoom(file, specifier);
  if (target === undefined || target === room || doors.has(room)) return true;
  if (builders.test(file) && buildersMay.has(target)) return true;
  return rooms[room]?.includes(target) ?? false;
}

function throughDoor({ file, room, specifier }: Import): boolean {
  const target = targetRoom(file, specifier);
  if (target === undefined || target === room || target === "model" || target === "app")
    return true;
  return (
    specifier.endsWith(`/${target}/index.ts`) ||
    /\/(?:oci\/(?:remote|server)|workspace\/remembered)\/index\.ts$/u.test(specifier)
  );
}

function homeOf(name: string): string | undefined {
  if (name.startsWith("@sigstore/") || name.startsWith("@noble/")) return "signing";
  return libraries[name];
}

function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function targetRoom(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return roomOf(normalize(join(dirname(file), specifier)));
}

function roomOf(file: string): string {
  return file.slice(join(root, "src").length + 1).split("/")[0] ?? "";
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  const pattern = /^(?:import|export)[^"';]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gmu;
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    room: roomOf(file),
    specifier: match[1] ?? match[2] ?? "",
  }));
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? sourceFiles(path) : [path]))
    .filter((path) => path.endsWith(".ts"));
}

function show({ file, specifier }: Import): string {
  return `${file.slice(root.length + 1)} imports ${specifier}`;
}
