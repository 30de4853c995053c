import type { Kit, KitKustomization } from "../../model/kit.ts";
import { keyAt, pointerTo } from "../../yaml/index.ts";
import { groupOf } from "../groups.ts";
import { badResources, unlistedFiles } from "../kit/listing.ts";
import { filesOf, isWhole, kitsOf, noKit } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** Flux's own kinds, by their group's end, and what its releases need around them. */
const fluxGroup = ".toolkit.fluxcd.io";
const usual: ReadonlySet<string> = new Set(["Namespace", "ConfigMap", "Secret", "ExternalSecret"]);

/** What is not listed is not applied. */
export const kitFiles: Rule = {
  id: "BP506",
  name: "kit-files",
  severity: "error",
  summary:
    "A kit's kustomization lists its files, all of them and nothing else, and they hold Namespaces and Flux's objects.",
  why: "A file that is not listed is never applied, one that is listed and missing stops the build; what is no release escapes order and upgrades.",
  remedy:
    "Bring the list and the files together: bp kit sync. Other objects belong in a chart; kit.kinds in the configuration allows more.",
  examples: {
    bad: "resources:\n  - 01-cilium.yaml   # and 02-cert-manager.yaml lies beside it\n",
    good: "resources:\n  - 01-cilium.yaml\n  - 02-cert-manager.yaml\n",
  },

  *check(input) {
    for (const kit of isWhole(input) ? kitsOf(input) : []) {
      if (kit.kustomization === undefined) continue;
      yield* unlisted(kit, kit.kustomization);
      yield* absent(kit, kit.kustomization);
    }
    yield* strangers(input);
  },

  notRun: noKit,
};

function* unlisted(kit: Kit, { document }: KitKustomization): Iterable<Complaint> {
  const { root } = document;
  const pointer = "/resources";
  const at = root === undefined ? document.at : keyAt(root, pointer);
  for (const { name } of unlistedFiles(kit))
    yield { at, pointer, message: `${name} lies here and is not listed` };
}

function* absent(kit: Kit, { resources, document }: KitKustomization): Iterable<Complaint> {
  for (const { index, path, what } of badResources(kit)) {
    const at = resources[index]?.at ?? document.at;
    const pointer = pointerTo("resources", index);
    const message = what === "twice" ? "is listed twice" : "is listed and there is no such file";
    yield { at, pointer, message: `${path} ${message}` };
  }
}

function* strangers(input: RuleInput): Iterable<Complaint> {
  const allowed = input.kit?.kinds ?? new Set();
  for (const { kit, file } of filesOf(input)) {
    const listed = kit.kustomization?.resources.some(({ path }) => path === file.name) ?? true;
    for (const { apiVersion, kind, at } of listed ? file.objects : []) {
      if (groupOf(apiVersion).endsWith(fluxGroup) || usual.has(kind) || allowed.has(kind)) continue;
      yield { at, pointer: "/metadata/name", message: `a kit holds no ${kind}` };
    }
  }
}
