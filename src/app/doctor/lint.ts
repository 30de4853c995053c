import { isBpError } from "../../model/error.ts";
import { compareHelmVersions, parseHelmVersion } from "../../model/helm-version.ts";
import { attempted } from "./attempted.ts";
import type { Examination } from "./diagnosis.ts";
import { fine, skipped, warning, wrong } from "./diagnosis.ts";
import { cache, node } from "./machine.ts";
import type { Patient } from "./patient.ts";

const git: Examination<Patient> = {
  name: "git",
  async look(patient) {
    const found = await attempted(patient.git);
    if (isBpError(found))
      return warning(found.message, "install git: --changed and affected read it");
    return fine(`git ${found.version}`);
  },
};

const repository: Examination<Patient> = {
  name: "repository",
  async look(patient) {
    const facts = await attempted(patient.git);
    if (isBpError(facts)) return skipped("there is no git to ask");
    const found = facts.repository;
    const wanting = "--changed, --staged, affected and bump --check --base read it";
    if (found === undefined) return warning("this is in no git repository", wanting);
    const { commit, branch, shallow } = found;
    if (commit === undefined) return warning("there is no commit yet", wanting);
    const at = `${branch ?? "no branch"} at ${commit.slice(0, 12)}`;
    if (!shallow) return fine(at);
    const remedy =
      "`git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout; in CI bp fetches what it needs";
    return warning(`${at}; the clone is shallow: older commits are not here`, remedy);
  },
};

const base: Examination<Patient> = {
  name: "main line",
  async look(patient) {
    const facts = await attempted(patient.git);
    if (isBpError(facts) || facts.repository?.commit === undefined)
      return skipped("there is no commit to compare with");
    const commit = await attempted(patient.base);
    if (isBpError(commit)) return warning(commit.message, commit.hint);
    return fine(`a change is compared with ${commit.slice(0, 12)}, where it left the main line`);
  },
};

const configuration: Examination<Patient> = {
  name: "configuration",
  async look({ configFile }) {
    const file = await configFile();
    return fine(file ?? "no bp.config.yaml: the defaults hold");
  },
};

const workspace: Examination<Patient> = {
  name: "workspace",
  async look(patient) {
    const { roots } = patient.config;
    const found = await attempted(patient.workspace);
    if (isBpError(found, "CONFIG")) return skipped("the configuration cannot be used");
    if (isBpError(found)) return wrong(found.message, found.hint);
    const { units, kits = [], findings } = found;
    const blueprints = units.filter(({ blueprint }) => blueprint !== undefined).length;
    const charts = units.filter(({ chart }) => chart !== undefined).length;
    const folders = roots.join(" and ");
    if (units.length === 0)
      return wrong(
        `there is no blueprint below ${folders}`,
        "`bp new NAME` begins one; `roots` in bp.config.yaml says where they lie",
      );
    const broken = findings.filter(({ ruleId }) => ["FILE", "YAML", "CHART"].includes(ruleId));
    if (broken.length > 0)
      return warning(
        `${broken.length} of the files below ${folders} cannot be read`,
        "`bp lint` says which and why",
      );
    return fine(
      `blueprints: ${blueprints}, charts: ${charts}, bootstrap kits: ${kits.length}; below ${folders}`,
    );
  },
};

/** Only `--render` asks it; what must read the charts may be older than what is here. */
const helm: Examination<Patient> = {
  name: "helm",
  async look({ helms, config: { targets } }) {
    const found = await attempted(helms);
    if (isBpError(found))
      return warning(
        found.message,
        "only bp render, bp test and bp lint --render ask Helm: install 3.8 or newer",
      );
    const names = found.map(({ version, program }) => `Helm ${version} (${program})`).join(", ");
    const target = targets.helm;
    if (target === undefined) return fine(names);
    const what = `${names}; the charts are for ${target} and newer (targets.helm)`;
    if (found.every(({ version }) => isAtLeast(version, target))) return fine(what);
    return warning(what, "install a newer one: this one may refuse what the charts ask for");
  },
};

function isAtLeast(version: string, oldest: string): boolean {
  const [one, other] = [parseHelmVersion(version), parseHelmVersion(oldest)];
  return one === undefined || other === undefined || compareHelmVersions(one, other) >= 0;
}

/** What checking a workspace needs; nothing of it is on the network. */
export const lint: readonly Examination<Patient>[] = [
  node,
  configuration,
  workspace,
  git,
  repository,
  base,
  helm,
  cache,
];
