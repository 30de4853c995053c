import { releaseNames } from "../../graph/index.ts";
import type { Kit, KitRelease } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import { nearest } from "../../model/nearest.ts";
import { isSubstituted, releasesOf } from "../kits.ts";
import { driftOf } from "./drift.ts";
import { ofEach } from "./remembered.ts";

/** A release that waits for one that the kit does not have. */
export interface Stray {
  readonly release: KitRelease;
  readonly to: string;
  readonly at: Location;
  readonly pointer: string;
  /** Whether the expected graph has it: then it is still to come. */
  readonly deferred: boolean;
  /** What may have been meant. */
  readonly near: string | undefined;
}

/**
 * The dependsOn that lead to no release of the kit. What waits for a release under its former name is left out, since
 * the new name is told.
 */
export const straysOf: (kit: Kit) => readonly Stray[] = ofEach(strays);

function strays(kit: Kit): readonly Stray[] {
  const releases = releasesOf(kit);
  const called = releaseNames(kit);
  const held = new Set(releases.map((release) => called.of(release)));
  const names = releases.map(({ name }) => name);
  const expected = new Set(kit.expected?.slots.map(({ name }) => name));
  const former = new Set(driftOf(kit).flatMap(({ kind, to }) => (kind === "renamed" ? to : [])));
  return releases.flatMap((release) =>
    release.dependsOn.flatMap((target, index) => {
      const { name, namespace, at } = target;
      const found = held.has(called.target(release, target));
      if (found || former.has(name) || isSubstituted(name + namespace)) return [];
      const pointer = `/spec/dependsOn/${index}/name`;
      const near = nearest(
        name,
        names.filter((one) => one !== release.name),
      );
      return [{ release, to: name, at, pointer, deferred: expected.has(name), near }];
    }),
  );
}
