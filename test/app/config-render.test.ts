import { expect, test } from "vitest";

import { kubernetesVersion } from "../../src/app/config-render.ts";
import { parseConfig } from "../../src/app/config.ts";

const read = (text: string): ReturnType<typeof parseConfig> => parseConfig(text, "bp.config.yaml");

test("a Kubernetes has two numbers or three", () => {
  expect(read('targets: {kubernetes: "1.30"}').targets.kubernetes).toBe("1.30.0");
  expect(read("targets: {kubernetes: v1.33.2}").targets.kubernetes).toBe("1.33.2");
  expect(read("roots: [a]").targets.kubernetes).toBe(undefined);
  for (const text of ["1", "2.0", "1.30.x", "latest", ""])
    expect(kubernetesVersion(text)).toBe(undefined);
});

test("a Flux and a Helm likewise, which the rules hold templates and kits against", () => {
  const { targets } = read('targets: {flux: "2.4", helm: v3.16.1}');
  expect(targets).toEqual({ kubernetes: undefined, flux: "2.4.0", helm: "3.16.1" });
  for (const name of ["flux", "helm"])
    expect(() => read(`targets: {${name}: 2.10}`)).toThrow(
      `targets.${name} must be a version in quotes`,
    );
});

test("an unquoted 1.30 is the number 1.3, and is refused", () => {
  expect(() => read("targets: {kubernetes: 1.30}")).toThrow(
    "bp.config.yaml:1:23: targets.kubernetes must be a version in quotes",
  );
});

test("one Helm or several", () => {
  expect(read("render: {}").render.helm).toEqual(["helm"]);
  expect(read("render: {helm: ./bin/helm}").render.helm).toEqual(["./bin/helm"]);
  expect(read("render: {helm: [helm3, helm4]}").render.helm).toEqual(["helm3", "helm4"]);
  expect(() => read("render: {helm: []}")).toThrow("bp.config.yaml:1:16");
  expect(() => read("render: {helms: x}")).toThrow("did you mean helm?");
});
