import { expect, test } from "vitest";

import { commands } from "../../src/cli/commands/index.ts";
import { nameOf } from "../../src/cli/declaration.ts";
import { nouns } from "../../src/cli/nouns.ts";

test("the help has words for the first word of every command with two", () => {
  const first = commands.flatMap((command) => {
    const [noun = "", verb] = nameOf(command).split(" ");
    return verb === undefined ? [] : [noun];
  });
  expect([...nouns.keys()].toSorted()).toEqual([...new Set(first)].toSorted());
});
