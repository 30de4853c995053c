import { expect, test } from "vitest";

import { defaultKitSettings } from "../../../src/model/kit.ts";
import { fixed } from "../fixing.ts";
import { fileOfA, folder, kit, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

function values(text: string): Files {
  return slotOfA((slot) => `${slot}  values:\n    host: ${text}\n`);
}

const settings = { kit: { ...defaultKitSettings, substitute: new Map([["FQDN", undefined]]) } };

test("a placeholder, wherever it stands but in a comment", async () => {
  expect(await say("BP507", values("api.FQDN_PLACEHOLDER # not X_PLACEHOLDER"))).toEqual([
    `${fileOfA}:29:15 FQDN_PLACEHOLDER was never filled in`,
  ]);
  expect(await say("BP507", values("placeholder # ${FQDM}"), settings)).toEqual([]);
});

test("a variable that nothing substitutes; one with a default, an escaped one and a known one are in order", async () => {
  expect(await say("BP507", values("a.${FQDM}"), settings)).toEqual([
    `${fileOfA}:29:13 nothing substitutes FQDM; did you mean FQDN?`,
  ]);
  expect(await say("BP507", values("'${FQDN}${X:=y}$${Z}'"), settings)).toEqual([]);
});

const sync = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: kit}
spec:
  path: ./${folder}
  postBuild:
    substitute: {FQDN: example.com}
`;

test("a Flux Kustomization tells what is substituted, where it applies the kit", async () => {
  const files = values("${FQDM}${FQDN}");
  const found = [`${fileOfA}:29:11 nothing substitutes FQDM; did you mean FQDN?`];
  for (const place of ["clusters/a/kit.yaml", "clusters/a/flux-system/kit.yaml"])
    expect(await say("BP507", { ...files, [place]: sync })).toEqual(found);
  const other = sync.replace(`./${folder}`, "./clusters/b");
  expect(await say("BP507", { ...files, "clusters/a/kit.yaml": other })).toEqual([]);
  const open = `${sync}    substituteFrom: [{kind: ConfigMap, name: x}]\n`;
  expect(await say("BP507", { ...files, "clusters/a/kit.yaml": open })).toEqual([]);
});

test("where nothing tells, it says so", async () => {
  const { notRun } = await lintFiles(values("${FQDN}"));
  expect(notRun.find(({ ruleId }) => ruleId === "BP507")?.reason).toBe(
    `neither kit.substitute nor a Flux Kustomization in the tree says what is substituted in ${folder}`,
  );
  expect((await lintFiles(values("x"))).notRun.map(({ ruleId }) => ruleId)).not.toContain("BP507");
});

test("a placeholder becomes the variable that the kit uses, or what its copy has in its place", async () => {
  const first = "kind: ConfigMap\nmetadata: {name: a}\ndata:\n  host: api.${FQDN}\n";
  const second =
    "kind: ConfigMap\nmetadata: {name: b}\ndata:\n  host: 'api.FQDN_PLACEHOLDER' # left\n";
  const copied = { "01-a.yaml": first.replace("${FQDN}", "x.io"), "02-b.yaml": second };
  const { files, left } = await fixed("BP507", {
    ...unit("a"),
    ...kit({ "01-a.yaml": first, "02-b.yaml": second }, "clusters/_template/bootstrap-kit"),
    ...kit(copied),
  });
  expect(left).toBe(0);
  expect(files["clusters/_template/bootstrap-kit/02-b.yaml"]).toBe(
    second.replace("FQDN_PLACEHOLDER", "${FQDN}"),
  );
  expect(files[`${folder}/02-b.yaml`]).toBe(second.replace("FQDN_PLACEHOLDER", "x.io"));
});

test("what nobody knows is for a person to write", async () => {
  expect(await fixed("BP507", values("FQDN_PLACEHOLDER"))).toMatchObject({ rounds: 0, left: 1 });
});
