import { expect } from "vitest";

import type { PublishedArtifact } from "../support/bp.ts";
import type { Subjects } from "../support/published.ts";
import { repositoryOf, tagOf } from "../support/published.ts";

/** What a test asks for when it runs: the subjects are made in `beforeAll`, after the tests are named. */
export type Fixture = () => Subjects;

export type Check = (repository: string, artifact: PublishedArtifact) => Promise<void>;

/** Does the check on every artifact, in the order of the report; too few of them is a failure. */
export async function onEach(fixture: Fixture, check: Check): Promise<void> {
  const subjects = fixture();
  expect(subjects.artifacts.length).toBeGreaterThanOrEqual(subjects.least);
  for (const artifact of subjects.artifacts) {
    await check(repositoryOf(subjects, artifact), artifact);
  }
}

export interface First {
  readonly repository: string;
  readonly digest: string;
  /** By tag. */
  readonly reference: string;
  /** The same reference in a copy of the registry at another host. */
  at(host: string): string;
}

/** The first artifact, for checks that one of them suffices for. */
export function firstOf(fixture: Fixture): First {
  const subjects = fixture();
  const [artifact] = subjects.artifacts;
  if (!artifact) throw new Error("nothing was published");
  const repository = repositoryOf(subjects, artifact);
  const reference = `${repository}:${tagOf(artifact)}`;
  const at = (host: string): string => reference.replace(subjects.registry.host, host);
  return { repository, digest: artifact.digest, reference, at };
}
