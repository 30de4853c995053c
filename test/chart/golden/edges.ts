import { tgzOf } from "../../archive/support/tar.ts";
import type { Files } from "../support/folder.ts";
import type { GoldenCase } from "./case.ts";

const MiB = 1024 * 1024;
const head = "apiVersion: v2\nname: made\nversion: 1.0.0\n";
const old = "name: made\nversion: 1.0.0\n";
const sub = "apiVersion: v2\nname: sub\nversion: 1.0.0\n";
const depends =
  'dependencies: [{name: sub, version: 1.0.0, repository: "https://charts.example"}]\n';

/** Charts that differ from `head` alone in these files. */
const folders: Readonly<Record<string, Files>> = {
  "nothing but Chart.yaml": {},
  "no Chart.yaml": { "Chart.yaml": "", "values.yaml": "a: 1\n" },
  "Chart.yaml with a mark and CRLF": { "Chart.yaml": `\uFEFF${head.replaceAll("\n", "\r\n")}` },
  "Chart.yaml of two documents": { "Chart.yaml": `${head}---\nname: second\n` },
  "Chart.yaml after a document mark": { "Chart.yaml": `---\n${head}...\n` },
  "a key twice in Chart.yaml": { "Chart.yaml": `${head}description: one\ndescription: two\n` },
  "keys in other letters": {
    "Chart.yaml": "APIVersion: v2\nName: made\nVERSION: 1.0.0\nappversion: 3\n",
  },
  "anchors in Chart.yaml": {
    "Chart.yaml": `${head}x: &x {name: A, email: a@b.example}\nmaintainers: [*x, {<<: *x, url: u}]\n`,
  },
  "Chart.yaml that is no YAML": { "Chart.yaml": `${head}a: [\n` },
  "Chart.yaml with a tab": { "Chart.yaml": `${head}annotations:\n\ta: b\n` },
  "an annotation that is a number": {
    "Chart.yaml": `${head}annotations: {a: 1, b: true, c: 1.50}\n`,
  },
  "an annotation that is null": { "Chart.yaml": `${head}annotations: {a: null}\n` },
  "an annotation that is a list": { "Chart.yaml": `${head}annotations: {a: [b]}\n` },
  "keywords that are no list": { "Chart.yaml": `${head}keywords: one\n` },
  "a maintainer that is null": { "Chart.yaml": `${head}maintainers: [null]\n` },
  "a dependency that is null": { "Chart.yaml": `${head}dependencies: [null]\n` },
  "a deprecated that is a text": { "Chart.yaml": `${head}deprecated: "true"\n` },
  "no name": { "Chart.yaml": "apiVersion: v2\nversion: 1.0.0\n" },
  "a name with a slash": { "Chart.yaml": head.replace("made", "a/b") },
  "a name with a space": { "Chart.yaml": head.replace("made", "a b") },
  "a name that is two dots": { "Chart.yaml": head.replace("made", "..") },
  "no version": { "Chart.yaml": "apiVersion: v2\nname: made\n" },
  "a version that is none": { "Chart.yaml": head.replace("1.0.0", "latest") },
  "a version with a leading zero": { "Chart.yaml": head.replace("1.0.0", "1.02.0") },
  "a version with a pre-release of leading zeros": {
    "Chart.yaml": head.replace("1.0.0", "1.0.0-01"),
  },
  "a version of four numbers": { "Chart.yaml": head.replace("1.0.0", "1.0.0.0") },
  "keys in other letters, twice": {
    "Chart.yaml": `${head}appversion: a\nappVersion: b\nAPPVERSION: c\nkeywords: [a]\nKeywords: [b]\n`,
  },
  "a version that YAML reads as a number": { "Chart.yaml": head.replace("1.0.0", "1.10") },
  "apiVersion v3": { "Chart.yaml": head.replace("v2", "v3") },
  "a type that is none": { "Chart.yaml": `${head}type: operator\n` },
  "values that are a list": { "values.yaml": "- a\n" },
  "values that are no YAML": { "values.yaml": "a: [\n" },
  "values with a key twice": { "values.yaml": "a: 1\na: 2\n" },
  "values that are a text": { "values.yaml": "text\n" },
  "values that are null": { "values.yaml": "null\n" },
  "values in two documents": { "values.yaml": "a: 1\n---\nb: 2\n---\n- c\n" },
  "a schema that is no JSON": { "values.schema.json": "{a: 1}" },
  "a schema that is empty": { "values.schema.json": "" },
  "a schema with a mark": { "values.schema.json": "\uFEFF{}" },
  "a lock that is no YAML": { "Chart.lock": "a: [\n" },
  "a lock whose time is none": { "Chart.lock": "generated: yesterday\n" },
  "a lock whose digest is a number": {
    "Chart.lock": "digest: 1\ngenerated: 2024-05-06T07:08:09Z\n",
  },
  "a lock in requirements.lock": {
    "requirements.lock": "digest: x\ngenerated: 2024-05-06T07:08:09Z\n",
  },
  "both locks": { "Chart.lock": "digest: a\n", "requirements.lock": "digest: b\n" },
  "requirements.yaml beside v2": { "requirements.yaml": depends, "charts/sub/Chart.yaml": sub },
  "an old chart with a lock": {
    "Chart.yaml": old,
    "Chart.lock": "digest: a\n",
    "requirements.lock": "digest: b\n",
  },
  "an old chart with dependencies": { "Chart.yaml": old + depends, "charts/sub/Chart.yaml": sub },
  "a dependency that is not there": { "Chart.yaml": head + depends },
  "a dependency of another version": {
    "Chart.yaml": head + depends.replace("1.0.0", "^2"),
    "charts/sub/Chart.yaml": sub,
  },
  "a dependency twice": {
    "Chart.yaml": head + depends.replace("]", ", {name: sub, version: 1.0.0}]"),
    "charts/sub/Chart.yaml": sub,
  },
  "a dependency under two aliases": {
    "Chart.yaml": `${head}dependencies: [{name: sub, version: 1.0.0, alias: a}, {name: sub, version: 1.0.0, alias: b}]\n`,
    "charts/sub/Chart.yaml": sub,
  },
  "an alias with a dot": {
    "Chart.yaml": `${head}dependencies: [{name: sub, alias: a.b}]\n`,
    "charts/sub/Chart.yaml": sub,
  },
  "two subcharts of one name": { "charts/a/Chart.yaml": sub, "charts/b/Chart.yaml": sub },
  "a file in charts/": { "charts/README.md": "text\n" },
  "a folder in charts/ that is no chart": { "charts/a/README.md": "text\n" },
  "a subchart's .helmignore": {
    "charts/a/Chart.yaml": sub,
    "charts/a/.helmignore": "*.txt\n",
    "charts/a/x.txt": "kept\n",
  },
  "a dot file in a subchart's templates": {
    "charts/a/Chart.yaml": sub,
    "charts/a/templates/.x": "kept\n",
  },
  "an archive that is none": { "charts/a.tgz": "text" },
  "an archive in an archive": {
    "charts/a-1.tgz": tgzOf([
      { name: "a/Chart.yaml", body: sub },
      {
        name: "a/charts/b-1.tgz",
        body: tgzOf([{ name: "b/Chart.yaml", body: sub.replace("sub", "below") }]),
      },
    ]),
  },
  "an archive with folders and marks": {
    "charts/a-1.tgz": tgzOf([
      { name: "a/", type: "5" },
      { name: "a/Chart.yaml", body: `\uFEFF${sub}` },
      { name: "a/templates/t.yaml", body: "\uFEFFa: b\n" },
    ]),
  },
  "an archive with an ignored file": {
    "charts/a-1.tgz": tgzOf([
      { name: "a/.helmignore", body: "x.txt\n" },
      { name: "a/Chart.yaml", body: sub },
      { name: "a/x.txt", body: "kept\n" },
    ]),
  },
  "a folder called like an archive": { "charts/a.tgz/Chart.yaml": sub },
  "two stars in .helmignore": { ".helmignore": "files/**\n" },
  "a bracket that is open in .helmignore": { ".helmignore": "[a\n" },
  "a bracket that is open behind a letter": { ".helmignore": "x[a\n", xa: "" },
  "a .helmignore that is not UTF-8": { ".helmignore": new Uint8Array([0xe9, 0x0a]), é: "" },
  "Chart.yaml ignored": { ".helmignore": "Chart.yaml\n" },
  "templates/ ignored": { ".helmignore": "templates/\n", "templates/a.yaml": "" },
  ".helmignore ignored": { ".helmignore": ".helmignore\n" },
  "charts/ ignored": { ".helmignore": "charts/\n", "charts/a/Chart.yaml": sub },
  "a name with a backslash": { "a\\b": "" },
  "a name with a line break": { "a\nb": "" },
  "a name that is not NFC": { "e\u0301": "" },
  "a long name of many bytes": { ["日".repeat(80)]: "" },
  "a path that USTAR cannot split": { [`${"d".repeat(160)}/x`]: "x" },
  "a file of 5 MiB": { big: Buffer.alloc(5 * MiB, "x") },
  "a file of 5 MiB and one byte": { big: Buffer.alloc(5 * MiB + 1, "x") },
  "a marked file of 5 MiB": {
    big: Buffer.concat([Buffer.from("\uFEFF"), Buffer.alloc(5 * MiB - 3, "x")]),
  },
};

const links: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a link to a file": { link: "Chart.yaml" },
  "a link to a link": { link: "other", other: "Chart.yaml" },
  "a link to a folder": { folder: "inside" },
  "a link that leads nowhere": { link: "nowhere" },
  "a link that leads in a circle": { "inside/up": ".." },
  "a link to itself": { link: "link" },
  "a link that leaves the chart": { link: "../outside.txt" },
  "a link to a folder outside": { folder: "../outside" },
  "a link to a device": { link: "/dev/null" },
  "templates/ as a link": { templates: "inside" },
};

/** The corners of Helm's loader, each by itself. */
export const edgeCases: readonly GoldenCase[] = [
  ...Object.entries(folders).map(([name, files]) => ({ name, files: chartWith(files), links: {} })),
  ...Object.entries(links).map(([name, made]) => ({
    name,
    files: {
      "Chart.yaml": head,
      "inside/a.txt": "a\n",
      "../outside.txt": "out\n",
      "../outside/b.txt": "b\n",
    },
    links: made,
  })),
  {
    name: "a name that is not UTF-8",
    files: { "Chart.yaml": head },
    links: {},
    unnameable: [Buffer.from("caf\xe9", "latin1")],
  },
  {
    name: "an ignored name that is not UTF-8",
    files: { "Chart.yaml": head, ".helmignore": "caf*\n" },
    links: {},
    unnameable: [Buffer.from("caf\xe9", "latin1")],
  },
];

function chartWith(files: Files): Files {
  const all = { "Chart.yaml": head, ...files };
  return all["Chart.yaml"] === "" ? Object.fromEntries(Object.entries(all).slice(1)) : all;
}

/** As much as Helm takes, and a little more. */
export const largeCases: readonly GoldenCase[] = [
  {
    name: "100 MiB and a few bytes",
    files: chartWith(
      Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [`big-${at}`, Buffer.alloc(5 * MiB)]),
      ),
    ),
    links: {},
  },
];
