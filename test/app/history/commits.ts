import { chartOnly, unit } from "../../support/workspace.ts";
import type { Editor } from "./editor.ts";

const fromWorkspace = '{ name: bp-a, version: ">=1.0.0", repository: "oci://ghcr.io/acme" }';
const pinned = '{ name: bp-app, version: 1.0.0, repository: "oci://ghcr.io/acme" }';

const application = unit("products/app");
application["products/app/chart/Chart.yaml"] += 'appVersion: "1.0.0"\n';

/** Five parts of a platform, a shop that depends on one of them, a suite that embeds it, and an umbrella of an application. */
export const start = {
  ...Object.assign({}, ...["a", "b", "c", "d", "e"].map((name) => unit(`platform/${name}`))),
  ...unit("products/shop", { depends: { "bp-a": "*" } }),
  ...unit("products/suite", { dependencies: [fromWorkspace] }),
  ...chartOnly("products/bare"),
  ...application,
  ...unit("products/all", { dependencies: [pinned] }),
} as Readonly<Record<string, string>>;

/** A commit of a history: its name in the table, and what it does to the tree. */
type Commit = readonly [what: string, edit: (tree: Editor) => void];

const chart = (folder: string): string => `${folder}/chart/Chart.yaml`;

const values = (name: string): string => `platform/${name}/chart/values.yaml`;

export const commits: readonly Commit[] = [
  ["a README beside the chart", (t) => t.add("platform/a/README.md", "x")],
  ["a README in the chart", (t) => t.add("platform/a/chart/README.md", "x")],
  ["a changed default", (t) => t.add(values("b"), "x: 1\n")],
  ["the bump that was forgotten", (t) => t.bump("platform/b", "1.0.1")],
  ["a forgotten bump", (t) => t.add(values("b"), "forgotten: 1\n")],
  ["its revert", (t) => t.git("revert", "--no-commit", "HEAD")],
  ["a comment in Chart.yaml", (t) => t.add("platform/c/chart/Chart.yaml", "# c\n")],
  [
    "a blank line in Chart.yaml",
    (t) => t.change("platform/c/chart/Chart.yaml", /^name/mu, "\nname"),
  ],
  ["a comment in blueprint.yaml", (t) => t.add("platform/c/blueprint.yaml", "# c\n")],
  ["a card's summary", (t) => t.change("platform/d/blueprint.yaml", "for a test", "for more")],
  ["a template", (t) => t.add("platform/d/chart/templates/x.yaml", "a: 1\n")],
  ["a template taken out", (t) => t.remove("platform/d/chart/templates/x.yaml")],
  ["what .helmignore leaves out", (t) => t.add("platform/d/chart/.helmignore", "notes/\n")],
  ["a file that it leaves out", (t) => t.add("platform/d/chart/notes/x.md", "x")],
  ["a file of nothing published", (t) => t.add("platform/d/policies/x.yaml", "a: 1\n")],
  ["a squash of five", (t) => ["a", "b", "c", "d", "e"].forEach((n) => t.add(values(n), "s: 1\n"))],
  [
    "a squash of five, each bumped",
    (t) => ["a", "b", "c", "d", "e"].forEach((n) => t.bump(`platform/${n}`, "1.1.0")),
  ],
  ["the bump of what a suite embeds alone", (t) => t.bump("platform/a", "1.1.1")],
  ["the suite's own bump", (t) => t.bump("products/suite", "1.0.1")],
  [
    "a range of the suite's dependency",
    (t) => t.change("products/suite/chart/Chart.yaml", ">=1.0.0", ">=1.1.0"),
  ],
  ["a range of a depends", (t) => t.change("products/shop/blueprint.yaml", '"*"', '"^1.0.0"')],
  [
    "an upstream dependency",
    (t) =>
      t.add(
        "platform/e/chart/Chart.yaml",
        "dependencies: [{name: up, version: 1.0.0, repository: https://up.example}]\n",
      ),
  ],
  [
    "its version",
    (t) => t.change("platform/e/chart/Chart.yaml", "up, version: 1.0.0", "up, version: 1.0.1"),
  ],
  [
    "its bytes in bp.lock",
    (t) =>
      t.add(
        "bp.lock",
        `charts: {platform/e/chart: {up: {version: 1.0.1, repository: "https://up.example", sha256: "${"0".repeat(64)}"}}}\n`,
      ),
  ],
  ["other bytes in bp.lock", (t) => t.change("bp.lock", "0".repeat(64), "1".repeat(64))],
  ["another chart in bp.lock", (t) => t.add("bp.lock", "blueprints: {}\n")],
  [
    "a new blueprint",
    (t) => Object.entries(unit("platform/f")).forEach(([path, text]) => t.add(path, text)),
  ],
  ["a renamed folder with the same name inside", (t) => t.move("platform/f", "products/f")],
  ["a renamed chart", (t) => t.change("products/f/chart/Chart.yaml", "name: bp-f", "name: bp-g")],
  ["a blueprint taken out", (t) => t.remove("products/f")],
  [
    "the work of a branch, merged",
    (t) => {
      t.git("checkout", "-q", "-b", "side", "HEAD~1");
      t.add(values("c"), "merged: 1\n");
      t.git("commit", "-q", "-a", "-m", "side");
      t.git("checkout", "-q", "main");
      t.git("merge", "-q", "--no-ff", "--no-commit", "side");
    },
  ],
  [
    "a merge that brings nothing",
    (t) => t.git("merge", "-q", "--no-ff", "-s", "ours", "--no-commit", "HEAD~1"),
  ],
  ["a file's mode", (t) => t.makeExecutable(values("c"))],
  ["line ends", (t) => t.change(values("c"), /\n/gu, "\r\n")],
  ["a chart without a blueprint", (t) => t.add("products/bare/chart/values.yaml", "x: 1\n")],
  [
    "a blueprint for it",
    (t) => t.add("products/bare/blueprint.yaml", "kind: Blueprint\nmetadata: {name: bp-bare}\n"),
  ],
  [
    "a chart that cannot be packaged",
    (t) => t.change("platform/d/chart/Chart.yaml", "apiVersion: v2", "apiVersion: v9"),
  ],
  [
    "its repair",
    (t) => t.change("platform/d/chart/Chart.yaml", "apiVersion: v9", "apiVersion: v2"),
  ],
  ["the workspace's configuration", (t) => t.add("bp.config.yaml", "lint: {profile: strict}\n")],
  ["nothing at all", () => undefined],
  [
    "a bump that forgets the appVersion, and the pin",
    (t) => {
      t.add("products/app/chart/values.yaml", "x: 1\n");
      t.bump("products/app", "1.1.0");
    },
  ],
  [
    "the appVersion and the pin, without a bump",
    (t) => {
      t.change(chart("products/app"), 'appVersion: "1.0.0"', 'appVersion: "1.1.0"');
      t.change(chart("products/all"), "bp-app, version: 1.0.0", "bp-app, version: 1.1.0");
    },
  ],
  [
    "the bump of both",
    (t) => {
      t.bump("products/app", "1.1.1");
      t.change(chart("products/app"), 'appVersion: "1.1.0"', 'appVersion: "1.1.1"');
      t.bump("products/all", "1.0.1");
      t.change(chart("products/all"), "bp-app, version: 1.1.0", "bp-app, version: 1.1.1");
    },
  ],
  ["a version that goes back", (t) => t.bump("platform/b", "1.0.9")],
  [
    "a version that another branch has",
    (t) => {
      t.git("checkout", "-q", "-b", "claim");
      t.bump("platform/b", "1.2.0");
      t.git("commit", "-q", "-a", "-m", "claim");
      t.git("checkout", "-q", "main");
      t.add(values("b"), "mine: 1\n");
      t.bump("platform/b", "1.2.0");
    },
  ],
  ["an appVersion", (t) => t.add(chart("products/bare"), "appVersion: 2.0.0\n")],
  [
    "an appVersion that goes back",
    (t) => {
      t.change(chart("products/bare"), "appVersion: 2.0.0", "appVersion: 1.9.0");
      t.change(chart("products/bare"), /^version: .*$/mu, "version: 1.0.1");
    },
  ],
  [
    "a blueprint.yaml that is left behind",
    (t) => {
      t.add(values("c"), "left: 1\n");
      t.change(chart("platform/c"), /^version: .*$/mu, "version: 1.2.0");
    },
  ],
  [
    "its version, brought along",
    (t) => t.change("platform/c/blueprint.yaml", /^ {2}version: .*$/mu, "  version: 1.2.0"),
  ],
  ["an image's tag", (t) => t.change(values("e"), "app:1.2.3", "app:1.2.4")],
  ["the bump that the shop lacked", (t) => t.bump("products/shop", "1.0.1")],
  ["a bump of nothing", (t) => t.bump("products/shop", "1.0.2")],
  [
    "a squash of five, one bump forgotten",
    (t) => {
      ["a", "b", "c", "d", "e"].forEach((n) => t.add(values(n), "more: 1\n"));
      for (const [name, version] of [
        ["a", "1.2.0"],
        ["b", "1.2.1"],
        ["c", "1.2.1"],
        ["e", "1.2.0"],
      ] as const)
        t.bump(`platform/${name}`, version);
    },
  ],
  ["the revert of all five", (t) => t.git("revert", "--no-commit", "HEAD")],
];
