import type { Files } from "./support.ts";
import { unit } from "./support.ts";

export const folder = "clusters/a/bootstrap-kit";

/** The file of a slot that no rule complains of: its release stands at line 15, its pin at 21. */
export function slot(name: string, dependsOn: readonly string[] = []): string {
  const waits = dependsOn.map((one) => `\n    - name: ${one}`).join("");
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: bp-${name}
  namespace: flux-system
spec:
  type: oci
  url: oci://ghcr.io/acme
  secretRef:
    name: ghcr-pull
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: bp-${name}
  namespace: flux-system
spec:
  chart:
    spec:
      chart: bp-${name}
      version: 1.0.0
      sourceRef:
        kind: HelmRepository
        name: bp-${name}
        namespace: flux-system
  install: {disableWait: true, remediation: {retries: 3}}
  upgrade: {disableWait: true, remediation: {retries: 3}}
${waits === "" ? "" : `  dependsOn:${waits}\n`}`;
}

/** A kit of these files, all listed. */
export function kit(files: Files, at: string = folder): Files {
  const listed = Object.keys(files).map((name) => `  - ${name}\n`);
  const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${listed.join("")}`;
  const placed = Object.entries(files).map(([name, text]) => [`${at}/${name}`, text]);
  return { ...Object.fromEntries(placed), [`${at}/kustomization.yaml`]: kustomization };
}

/** The unit a, with a kit of its slot alone. */
export function slotOfA(change: (text: string) => string = (text) => text): Files {
  return { ...unit("a"), ...kit({ "01-a.yaml": change(slot("a")) }) };
}

export const fileOfA: string = `${folder}/01-a.yaml`;
