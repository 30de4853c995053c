import { describe, expect, test } from "vitest";

import { dependency } from "../charts.ts";
import { suppliedBy } from "./told.ts";
import { object } from "./units.ts";

const file = "templates/a.yaml";

function rule(groups: string, resources: string, verbs: string): string {
  return `rules:\n  - apiGroups: [${groups}]\n    resources: [${resources}]\n    verbs: [${verbs}]\n`;
}

function role(rules: string): string {
  return object("ClusterRole", "rbac.authorization.k8s.io/v1", rules);
}

describe("what nobody can look into", () => {
  test.each([
    ["a chart that is not there", {}, dependency("up", "^1", "https://x"), ["up ^1"]],
    [
      "one that a chart in charts/ wants",
      {
        "charts/s/Chart.yaml": `apiVersion: v2\nname: s\nversion: 1.0.0\ndependencies:\n${dependency("t", "1", "https://x")}`,
      },
      dependency("s", "1.0.0", ""),
      ["t 1"],
    ],
    ["an archive that cannot be read", { "charts/s-1.tgz": "no" }, "", ["charts/s-1.tgz"]],
    [
      "nothing where all is there",
      { "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n" },
      dependency("s", "1.0.0", ""),
      [],
    ],
    [
      "what Flux installs",
      { [file]: object("HelmRelease", "helm.toolkit.fluxcd.io/v2", "") },
      "",
      ["what the HelmRelease installs"],
    ],
    [
      "what a template takes from files",
      {
        [file]:
          '{{ range $path, $_ := .Files.Glob "more/*.yaml" }}\n{{ $.Files.Get $path }}\n{{ end }}\n',
      },
      "",
      ["what it takes from files"],
    ],
  ])("%s", async (_, below, dependencies, expected) => {
    const more = dependencies === "" ? undefined : `dependencies:\n${dependencies}`;
    const { blind } = await suppliedBy(below, more);
    expect(blind.map(({ name }) => name)).toEqual(expected);
  });

  test("a provider of Crossplane brings its groups alone", async () => {
    const text = object("Provider", "pkg.crossplane.io/v1", "");
    const { blind } = await suppliedBy({ [file]: text });
    expect(blind).toMatchObject([{ groups: ["crossplane.io", "upbound.io"] }]);
  });

  test("an operator that may make CRDs makes those of its role's groups", async () => {
    const maker = role(rule("apiextensions.k8s.io", "customresourcedefinitions", "get, create"));
    const text = `${maker}---\n${role(rule("w.example.com", "widgets", "get"))}`;
    const { blind } = await suppliedBy({ [file]: text });
    expect(blind).toMatchObject([{ name: "what its operator defines" }]);
    expect(blind[0]?.groups).toContain("w.example.com");
    const reader = role(rule("apiextensions.k8s.io", "customresourcedefinitions", "get, list"));
    expect((await suppliedBy({ [file]: reader })).blind).toEqual([]);
  });
});
