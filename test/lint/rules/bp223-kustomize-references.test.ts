import { expect, test } from "vitest";

import { component, config, folder, manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const file = `${folder}/base/kustomization.yaml`;
const commit = "a".repeat(40);

async function told(
  text: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  return say("BP223", manifests({ ...more, "base/kustomization.yaml": text }));
}

test("all is there", async () => {
  expect(await say("BP223", { ...manifests(), ...unit("b") })).toEqual([]);
  const more = {
    "base/p.yaml": config("a"),
    "base/f.txt": "x",
    "components/c/kustomization.yaml": component,
    "shared/kustomization.yaml": "resources: []\n",
  };
  const text = `resources: [a.yaml, ../shared/]
components: [../components/c]
patches: [{ path: p.yaml }, { patch: "kind: A" }]
patchesStrategicMerge: ["kind: A\\nmetadata: {}\\n"]
configMapGenerator: [{ name: a, files: [f.txt, k=f.txt], envs: [f.txt], env: f.txt }]
`;
  expect(await told(text, more)).toEqual([]);
});

test.each([
  ["resources: [b.yaml]", "b.yaml is not there"],
  ["patches: [{ path: b.yaml }]", "b.yaml is not there"],
  ["configMapGenerator: [{ files: [k=b.txt] }]", "b.txt is not there"],
  ["resources: [../../../b]", "../../../b leads out of manifests/, which is all that is published"],
  [
    "resources: [/etc/passwd]",
    "/etc/passwd leads out of manifests/, which is all that is published",
  ],
  ["resources: [sub]", "sub is a folder without a kustomization"],
  ["components: [a.yaml]", "a.yaml is a file, a component is a folder"],
  ["components: [../plain]", "../plain is no Component: name it under resources"],
  ["resources: [../c]", "../c is a Component: name it under components"],
  ["patches: [{ path: ../plain }]", "../plain is a folder, not a file"],
  [
    "resources: [https://github.com/acme/x?ref=v1]",
    "https://github.com/acme/x?ref=v1 would be fetched, and be other tomorrow",
  ],
  ["resources: [github.com/acme/x]", "github.com/acme/x would be fetched, and be other tomorrow"],
  [
    "resources: ['git@acme.test:x/y.git']",
    "git@acme.test:x/y.git would be fetched, and be other tomorrow",
  ],
  [
    `resources: ["https://acme.test/x?ref=${commit}"]`,
    `https://acme.test/x?ref=${commit} would be fetched: nobody signs it, and no mirror has it`,
  ],
  ["helmCharts: [{ name: x }]", "Flux renders no charts in a kustomization"],
  [
    "configMapGenerator: [{ files: [logo.png] }]",
    "logo.png is not packaged: Flux leaves such a file out, or a .sourceignore does",
  ],
])("%j", async (text, message) => {
  const said = await told(`${text}\n`, {
    "base/sub/x.yaml": "",
    "base/logo.png": "",
    "plain/kustomization.yaml": "resources: []\n",
    "c/kustomization.yaml": component,
  });
  expect(said).toEqual([
    expect.stringMatching(/^platform\/a\/manifests\/base\/kustomization.yaml:1:/u),
  ]);
  expect(said[0]?.slice(said[0].indexOf(" ") + 1)).toBe(message);
});

test("a circle is told at each step", async () => {
  expect(await told("resources: [a.yaml, ../overlays/x]\n")).toEqual([
    `${file}:1:21 ../overlays/x leads back here: kustomize refuses a circle`,
    `${folder}/overlays/x/kustomization.yaml:2:5 ../../base leads back here: kustomize refuses a circle`,
  ]);
});
