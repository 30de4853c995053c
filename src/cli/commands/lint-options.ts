import { Option } from "commander";

import { helmOption } from "./render-options.ts";

/** What `bp lint` takes beside the selection. */
export function lintOptions(): readonly Option[] {
  return [
    new Option("--fix", "repair what can be repaired, and tell the rest"),
    new Option("--dry-run", "with --fix: write nothing, print the diff"),
    new Option("--profile <name>", "recommended, strict (warnings are errors) or legacy"),
    new Option("--max-warnings <n>", "fail where there are more warnings"),
    new Option("--baseline <file>", "let the findings pass that stand in this file"),
    new Option("--write-baseline <file>", "write every finding there, and pass"),
    new Option("--changed", "only findings that the change introduced, against --base"),
    new Option("--base <ref>", "what the change goes into (default: the main line)"),
    new Option("--render", "also judge what Helm renders by default (asks helm)"),
    helmOption(),
    new Option("--images", "with --render: ask registries whether they have the images"),
    new Option("--staged", "the files as they are staged in git, for hooks"),
  ];
}
