import { BpError } from "../../model/error.ts";
import type { Ports } from "../../model/ports.ts";
import type { BaseQuestion } from "../../workspace/index.ts";

type Environment = Ports["environment"];

/** What a continuous integration runs for. */
export type CiEvent =
  | { readonly kind: "compare"; readonly question: BaseQuestion }
  /** A branch that is new: all of it is. */
  | { readonly kind: "everything" }
  | { readonly kind: "tag"; readonly tag: string };

/** The commit of forty zeros, as hosts write "there was none". */
const none = /^0+$/u;

/**
 * What GitHub Actions, Gitea Actions or GitLab CI says that this run is for; undefined elsewhere, and for an event that is
 * about no change, as a schedule. `read` gives a file's text.
 * @throws BpError UNREADABLE for an event file that is not JSON
 */
export async function ciEvent(
  environment: Environment,
  read: (file: string) => Promise<string>,
): Promise<CiEvent | undefined> {
  if (environment["GITHUB_ACTIONS"] === "true" || environment["GITEA_ACTIONS"] === "true")
    return actionsEvent(environment, read);
  if (environment["GITLAB_CI"] === "true") return gitlabEvent(environment);
  return undefined;
}

/** Whether a run may change its clone to see what it is for. */
export function inCi(environment: Environment): boolean {
  return ["CI", "GITHUB_ACTIONS", "GITEA_ACTIONS", "GITLAB_CI"].some(
    (name) => environment[name] === "true",
  );
}

async function actionsEvent(
  environment: Environment,
  read: (file: string) => Promise<string>,
): Promise<CiEvent | undefined> {
  const ref = environment["GITHUB_REF"] ?? "";
  if (ref.startsWith("refs/tags/")) return { kind: "tag", tag: ref.slice("refs/tags/".length) };
  const file = environment["GITHUB_EVENT_PATH"] ?? "";
  if (file === "") return undefined;
  const event = parse(await read(file), file);
  const name = environment["GITHUB_EVENT_NAME"] ?? "";
  if (name === "push") return pushed(text(event, "before"));
  if (name.startsWith("pull_request"))
    return change(
      text(event, "pull_request", "head", "sha"),
      text(event, "pull_request", "base", "sha"),
    );
  if (name === "merge_group")
    return change(text(event, "merge_group", "head_sha"), text(event, "merge_group", "base_sha"));
  return undefined;
}

function gitlabEvent(environment: Environment): CiEvent | undefined {
  const tag = environment["CI_COMMIT_TAG"] ?? "";
  if (tag !== "") return { kind: "tag", tag };
  const base = environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] ?? "";
  if (base !== "") return { kind: "compare", question: { kind: "commit", commit: base } };
  const source = environment["CI_PIPELINE_SOURCE"] ?? "";
  return source === "push" ? pushed(environment["CI_COMMIT_BEFORE_SHA"]) : undefined;
}

function pushed(before: string | undefined): CiEvent | undefined {
  if (before === undefined) return undefined;
  if (none.test(before)) return { kind: "everything" };
  return { kind: "compare", question: { kind: "commit", commit: before } };
}

function change(head: string | undefined, into: string | undefined): CiEvent | undefined {
  if (head === undefined || into === undefined) return undefined;
  return { kind: "compare", question: { kind: "change", head, into } };
}

function parse(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new BpError("UNREADABLE", `the event file ${file} is not JSON`, {
      hint: "give what to compare with: --base REF",
      cause,
    });
  }
}

/** A commit at a path of the event; nothing else may reach git. */
function text(event: unknown, ...path: readonly string[]): string | undefined {
  const value = path.reduce(
    (object: unknown, name) => (object as Readonly<Record<string, unknown>> | undefined)?.[name],
    event,
  );
  return typeof value === "string" && /^[0-9a-f]{40,64}$/u.test(value) ? value : undefined;
}
