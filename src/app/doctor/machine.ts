import type { Examination } from "./diagnosis.ts";
import { fine, skipped, warning, wrong } from "./diagnosis.ts";
import type { Patient } from "./patient.ts";

const mebibyte = 1024 * 1024;
/** In bytes: what a release of a large workspace takes for its archives, and what the smallest takes. */
const [enoughSpace, leastSpace] = [1024 * mebibyte, 64 * mebibyte];

export const node: Examination<Patient> = {
  name: "node",
  look: async ({ node: { version, program, own } }) =>
    fine(
      own
        ? `Node ${version}, bp's own: the one that was called is too old (${program})`
        : `Node ${version} (${program})`,
    ),
};

export const cache: Examination<Patient> = {
  name: "cache",
  async look({ folders: { cache: folder }, files }) {
    if (folder === undefined)
      return warning(
        "nothing is kept between runs: there is no home",
        "set XDG_CACHE_HOME to a folder",
      );
    const why = await files.whyNotWritable(folder);
    if (why === undefined) return fine(`${folder} can be written`);
    return warning(`${folder} cannot be written: ${why}`, "set XDG_CACHE_HOME to another folder");
  },
};

export const space: Examination<Patient> = {
  name: "disk",
  async look({ folders: { temporary }, files }) {
    const why = await files.whyNotWritable(temporary);
    if (why !== undefined)
      return wrong(`${temporary} cannot be written: ${why}`, "set TMPDIR to another folder");
    const free = await files.free(temporary);
    if (free === undefined) return skipped(`what is free in ${temporary} is not known`);
    const what = `${Math.floor(free / mebibyte)} MiB are free in ${temporary}`;
    if (free >= enoughSpace) return fine(what);
    const remedy = "make room, or set TMPDIR to a larger disk: archives pass through it";
    return free < leastSpace ? wrong(what, remedy) : warning(what, remedy);
  },
};

export const proxy: Examination<Patient> = {
  name: "proxy",
  async look({ environment }) {
    const pick = (name: string): string =>
      environment[name] ?? environment[name.toUpperCase()] ?? "";
    const given = ["https_proxy", "http_proxy"].filter((name) => pick(name) !== "");
    const broken = given.find((name) => !/^https?:$/u.test(URL.parse(pick(name))?.protocol ?? ""));
    if (broken !== undefined)
      return wrong(
        `${broken.toUpperCase()} is no address of a proxy`,
        "write http://HOST:PORT, or take the variable away",
      );
    const shown = given.map((name) => `${name.toUpperCase()} ${new URL(pick(name)).host}`);
    if (shown.length === 0) return fine("none: connections go straight");
    const except = pick("no_proxy");
    return fine(except === "" ? shown.join(", ") : `${shown.join(", ")}, except for ${except}`);
  },
};

/** Node leaves out a file that it cannot read, and says so on standard error alone. */
export const certificates: Examination<Patient> = {
  name: "authorities",
  async look({ environment, files }) {
    const file = environment["NODE_EXTRA_CA_CERTS"] ?? "";
    if (file === "") return fine("those that Node brings; NODE_EXTRA_CA_CERTS names no more");
    const text = await files.text(file);
    const remedy = "NODE_EXTRA_CA_CERTS takes a file in PEM; without it such hosts are not trusted";
    if (text === undefined) return wrong(`there is no ${file} (NODE_EXTRA_CA_CERTS)`, remedy);
    const count = text.match(/^-----BEGIN CERTIFICATE-----/gmu)?.length ?? 0;
    if (count === 0) return wrong(`${file} holds no certificate (NODE_EXTRA_CA_CERTS)`, remedy);
    return fine(`those that Node brings, and ${count} of ${file}`);
  },
};

/** What a step of GitHub's or Gitea's gives to the next ones. */
export const ci: Examination<Patient> = {
  name: "CI",
  async look({ environment, files }) {
    const isActions = environment["GITHUB_ACTIONS"] === "true";
    if (environment["GITLAB_CI"] === "true") return fine("GitLab CI");
    if (!isActions) return skipped("this is no CI that bp knows");
    for (const name of ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"]) {
      const file = environment[name] ?? "";
      const why = file === "" ? "it is not set" : await files.whyNotWritable(file);
      if (why !== undefined)
        return warning(
          `${name} cannot be written: ${why}`,
          "a container needs the runner's folder of files as a volume; later steps see no outputs",
        );
    }
    return fine("GitHub's or Gitea's Actions, with outputs and a summary");
  },
};
