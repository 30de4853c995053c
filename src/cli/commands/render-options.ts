import { Option } from "commander";

/** What `bp render` takes beside the selection. */
export function renderOptions(): readonly Option[] {
  return [
    repeated("-f, --values <file>", "values over the chart's own; repeatable, the last one wins"),
    repeated("--set <key=value>", "one value, as helm takes it; repeatable"),
    new Option("-n, --namespace <name>", "the release's namespace").default("default", "default"),
    new Option("--release <name>", "the release's name (default: the blueprint's, without bp-)"),
    new Option("--kube-version <version>", "the Kubernetes that is rendered for"),
    new Option("-s, --show-only <template>", "print what this template writes, and no other"),
    helmOption(),
    new Option("--overlay <name>", "of manifests for Kustomize the overlay (default: the base)"),
    new Option("--kustomize <program>", "who builds manifests (default: kustomize, else kubectl)"),
  ];
}

export function helmOption(
  description = "the Helm to ask (default: helm on PATH); repeatable, to compare",
): Option {
  return repeated("--helm <program>", description);
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], "none");
}
