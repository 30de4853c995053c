import { rules } from "../lint/index.ts";
import type { RuleInfo } from "../model/rule-info.ts";
import { bumpRules } from "./bump/rules.ts";
import { mirrorRules } from "./mirror/rules.ts";
import { supplyRules } from "./verify/rules.ts";

/** Faults that keep a file from being read, so that no rule of the catalogue can look at it. */
const readingFaults: readonly RuleInfo[] = [
  {
    id: "YAML",
    name: "yaml",
    severity: "error",
    summary: "A YAML file can be read as Kubernetes and Helm read it.",
    why: "What cannot be read cannot be checked, packaged or applied.",
    remedy: "Correct the syntax at the place that the finding names.",
  },
  {
    id: "CHART",
    name: "chart",
    severity: "error",
    summary:
      "A Chart.yaml says what Helm needs: apiVersion, name, version, and well-formed dependencies.",
    why: "Helm refuses to package or install a chart whose Chart.yaml it cannot use.",
    remedy: "Write the field as Helm's chart format has it.",
  },
  {
    id: "CONFIG",
    name: "install-config",
    severity: "error",
    summary:
      "The configuration of an installation keeps the blueprint's configSchema, and so does what blueprints hand on to each other.",
    why: "A chart that gets what it does not know fails in the cluster, or runs as nobody wanted.",
    remedy: "Set the field in the file that --config names, as spec.configSchema has it.",
  },
  {
    id: "LOCK",
    name: "lock-file",
    severity: "error",
    summary:
      "bp.lock holds blueprints and charts with their versions and digests, and nothing else.",
    why: "A lock that is read in part locks in part: what is left out is resolved anew, to other bytes.",
    remedy: "Take the file from git again, or remove the entry and let bp write it anew.",
  },
  {
    id: "RENDER",
    name: "render",
    severity: "error",
    summary: "Helm renders the chart with the values that it is given.",
    why: "What Helm refuses here it refuses on the cluster too, at every attempt.",
    remedy: "Correct the template or the value that the finding names.",
  },
  {
    id: "TEST",
    name: "test",
    severity: "error",
    summary: "A chart's own tests hold.",
    why: "What a test says is what somebody relies on.",
    remedy: "Correct the chart, or the test where the change is meant.",
  },
];

/** What reports say of every rule that a finding can name. */
export function ruleInfos(): readonly RuleInfo[] {
  return [...rules, ...bumpRules, ...supplyRules, ...mirrorRules, ...readingFaults];
}
