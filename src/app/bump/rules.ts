import type { RuleInfo } from "../../model/rule-info.ts";

const heldBy = "`bp bump`";

/** What `bp bump` holds a version to; `bp lint` cannot, since it asks neither git nor a registry. */
export const bumpRules: readonly RuleInfo[] = [
  {
    id: "BP602",
    name: "forgotten-bump",
    severity: "error",
    heldBy: "`bp bump --check --base REF`",
    summary: "What is published under another content has another version.",
    why: "The registry keeps what was there: the change is merged, and reaches nobody.",
    remedy: "`bp bump` makes the next version, everywhere.",
  },
  {
    id: "BP603",
    name: "no-step-back",
    severity: "error",
    heldBy,
    summary: "A new version is higher than the one that was there, and than every published one.",
    why: "Flux and every range take the highest version: one that is lower is published and installed nowhere.",
    remedy: "Take the version that `bp bump` names.",
  },
  {
    id: "BP604",
    name: "app-version",
    severity: "error",
    heldBy: "`bp bump --check`",
    summary: "The appVersion of a chart that lockstep in bp.config.yaml names is its version.",
    why: "Where the application is built from the same commit, two numbers for one thing drift apart, and nobody knows which image runs.",
    remedy: "`bp bump NAME --level none` brings both to the chart's version.",
    examples: {
      bad: "# lockstep: [bp-shop]\nversion: 1.2.0\nappVersion: 1.1.0\n",
      good: "version: 1.2.0\nappVersion: 1.2.0\n",
    },
  },
  {
    id: "BP605",
    name: "version-claimed",
    severity: "error",
    heldBy,
    summary: "No other branch carries the version that a bump would make.",
    why: "Two changes that become one version meet at the merge, or worse at the registry: the second one is never published.",
    remedy: "Take the next version that is free; `bp bump` names it.",
  },
  {
    id: "BP606",
    name: "empty-bump",
    severity: "error",
    heldBy: "`bp bump --check --base REF`",
    summary: "A new version holds something new.",
    why: "Whoever reads of the new version believes that it brings what was promised: the fix is still missing.",
    remedy: "Take the bump back, or bring the change that it was meant for.",
  },
  {
    id: "BP607",
    name: "publish-order",
    severity: "error",
    heldBy: "`bp publish`",
    summary:
      "What others hold is published before them, and what holds a failure is not published.",
    why: "An umbrella that is there before its parts is installed, and fails, on every cluster that is quick.",
    remedy: "Mend what failed: the same command goes on.",
  },
  {
    id: "BP608",
    name: "pin-without-bump",
    severity: "error",
    heldBy: "`bp bump --check --base REF`",
    summary: "An umbrella whose pins move has another version.",
    why: "The pin is merged, and the umbrella that is published holds the old part.",
    remedy: "`bp bump` moves the umbrella with its parts.",
  },
  {
    id: "BP609",
    name: "changed-set",
    severity: "error",
    heldBy: "`bp affected` and `--affected`",
    summary:
      "What changed is what lies between the event's commits, or between a change and what it goes into.",
    why: "A comparison with the last commit alone misses all but the last of a push; in a shallow clone it finds everything, or nothing.",
    remedy: "Fetch what the message names; in CI bp fetches it itself.",
  },
  {
    id: "BP610",
    name: "version-published",
    severity: "error",
    heldBy: "`bp bump`, `bp plan publish` and `bp publish`",
    summary: "A version that is published is published once.",
    why: "A tag never moves: what is changed under a published version reaches nobody.",
    remedy: "Take the next version that is free; `bp bump` names it.",
  },
  {
    id: "BP611",
    name: "image-without-bump",
    severity: "error",
    heldBy: "`bp bump --check --base REF`",
    summary:
      "A chart whose image moves has another version, and holds it from its first commit on.",
    why: "The chart is packaged from the commit that brings its version: an image's tag that is rewritten after it is in the repository, and in no cluster.",
    remedy:
      "Push the image, then rewrite the tag and take the bump in one commit: `bp bump` makes the next version; `--images` asks the registry.",
    examples: {
      bad: "# values.yaml, in the commit after the one that made 1.2.0\nimage: ghcr.io/acme/shop:8f2c1d0\n",
      good: "# values.yaml, in the commit that makes 1.2.1\nimage: ghcr.io/acme/shop:8f2c1d0\n",
    },
  },
  {
    id: "BP612",
    name: "version-state",
    severity: "warning",
    heldBy: "`bp list --versions`",
    summary: "A version that something asks for is published, or will be.",
    why: "A number whose release failed to start is spent: it is in git, in no registry, and whoever pins it waits for ever.",
    remedy:
      "Pin a version that is published, or the one that the chart has here; `bp bump` makes the next.",
  },
];
