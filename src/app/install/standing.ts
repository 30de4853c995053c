import type { OutsideWant } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Catalogue } from "./catalogue.ts";
import { configOf } from "./configuration.ts";
import type { ExistingApplication } from "./existing.ts";
import { activeDepends } from "./known-catalogue.ts";
import type { Wish } from "./wish.ts";

type Installed = ReadonlyMap<string, ExistingApplication>;

/**
 * The application that stands for each blueprint that is installed: the one of the blueprint's name, else the first by
 * name. For the blueprint that is wished for only the one of the wished name stands: another is another installation.
 */
export function standing({ existing, blueprint, name }: Wish): Installed {
  const sorted = existing.toSorted(
    (a, b) =>
      rank(a) - rank(b) || byCodeUnit(a.name, b.name) || byCodeUnit(a.namespace, b.namespace),
  );
  const installed = new Map<string, ExistingApplication>();
  for (const one of sorted) {
    const isOther = one.blueprint === blueprint && one.name !== (name ?? foldName(blueprint));
    if (!isOther && !installed.has(one.blueprint)) installed.set(one.blueprint, one);
  }
  return installed;
}

function rank({ name, blueprint }: ExistingApplication): number {
  return name === foldName(blueprint) ? 0 : 1;
}

/**
 * What the installed applications want of each other: it must stay met. The one that is to be changed is no such one,
 * and what is not met now cannot stay so.
 */
export async function standingWants(
  wish: Wish,
  installed: Installed,
  catalogue: Catalogue,
): Promise<readonly OutsideWant[]> {
  const wants = wish.existing
    .filter((one) => one !== installed.get(wish.blueprint))
    .map((one) => wantsOf(one, { wish, installed, catalogue }));
  return (await Promise.all(wants)).flat();
}

async function wantsOf(
  application: ExistingApplication,
  {
    wish,
    installed,
    catalogue,
  }: { readonly wish: Wish; readonly installed: Installed; readonly catalogue: Catalogue },
): Promise<readonly OutsideWant[]> {
  const { blueprint, version, values } = application;
  if (!(await catalogue.versions(blueprint)).includes(version)) return [];
  const installable = await catalogue.installable(blueprint, version);
  const handed = new Map([[blueprint, values]]);
  const config = configOf(installable, { wish, installed: new Map(), handed });
  return activeDepends(installable, config).flatMap(({ name, version: range }) => {
    const there = installed.get(name)?.version;
    const isMet = there !== undefined && (range === undefined || catalogue.admits(range, there));
    return isMet ? [{ by: `the installed ${application.name}`, blueprint: name, range }] : [];
  });
}
