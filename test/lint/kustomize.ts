import type { Files } from "./support.ts";
import { blueprintText } from "./support.ts";

export const folder = "platform/a/manifests";

/** A Kustomize blueprint of one ConfigMap and an overlay, of which no rule complains, with changes below manifests/. */
export function manifests(changes: Readonly<Record<string, string | undefined>> = {}): Files {
  const whole: Readonly<Record<string, string | undefined>> = {
    "base/kustomization.yaml": "resources:\n  - a.yaml\n",
    "base/a.yaml": config("a"),
    "overlays/x/kustomization.yaml": "resources:\n  - ../../base\n",
    ...changes,
  };
  const below = Object.entries(whole).flatMap(([path, text]) =>
    text === undefined ? [] : [[`${folder}/${path}`, text] as const],
  );
  return { ...blueprint(), ...Object.fromEntries(below) };
}

export function blueprint(overlays = "{ x: {} }", more = ""): Files {
  const spec = `  manifests:\n    source: { kind: Kustomize }\n    overlays: ${overlays}\n${more}`;
  return { "platform/a/blueprint.yaml": blueprintText("a", spec) };
}

export function config(name: string, more = ""): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
}

export const component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";
