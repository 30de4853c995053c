import { chart } from "../charts.ts";
import { slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { blueprintText } from "../support.ts";

/** A unit with one template that depends on others, as `b` or `b when .config.x`. */
export function blueprint(
  name: string,
  template: string,
  {
    depends = [],
    below = {},
    more,
  }: { depends?: readonly string[]; below?: Files; more?: string } = {},
): Files {
  const items = depends.map((one) => {
    const [on = "", when] = one.split(" when ");
    return `  - blueprint: bp-${on}\n${when === undefined ? "" : `    when: ${when}\n`}`;
  });
  const spec = items.length === 0 ? "" : `  depends:\n${items.join("")}`;
  return {
    ...chart(name, { "templates/x.yaml": template, ...below }, more),
    [`platform/${name}/blueprint.yaml`]: blueprintText(name, spec),
  };
}

/** A CRD of `Widget` in a group, its kind at 8:11. */
export function crd(group: string, kind = "Widget"): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.${group}
spec:
  group: ${group}
  names:
    kind: ${kind}
`;
}

/** An object, its apiVersion at 1:13 and its name at 4:9. */
export function object(kind: string, apiVersion: string, rest = "", name = "x"): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`;
}

/** A slot that installs into a namespace. */
export function slotIn(name: string, namespace: string, dependsOn: readonly string[] = []): string {
  return slot(name, dependsOn).replace("  chart:\n", `  targetNamespace: ${namespace}\n  chart:\n`);
}

/** A slot whose release sets values, in flow style, at line 18. */
export function slotWith(name: string, values: string, dependsOn: readonly string[] = []): string {
  return slot(name, dependsOn).replace("  chart:\n", `  values: ${values}\n  chart:\n`);
}
