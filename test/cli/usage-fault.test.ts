import { expect, test } from "vitest";

import { usageFaultText } from "../../src/cli/usage-fault.ts";

test.each([
  [
    "error: unknown command 'lits'\n(Did you mean list?)\n",
    "bp: unknown command 'lits'\n  help: did you mean list?\n",
  ],
  [
    "error: unknown option '--al'\n(Did you mean one of --all, --at?)\n",
    "bp: unknown option '--al'\n  help: did you mean one of --all, --at?\n",
  ],
  [
    "error: unknown command 'x'\n",
    "bp: unknown command 'x'\n  help: `bp --help` lists the commands\n",
  ],
  [
    "error: missing required argument 'reference'\n",
    "bp: missing required argument 'reference'\n  help: `bp <command> --help` shows what a command takes\n",
  ],
])("%j", (text, expected) => {
  expect(usageFaultText(text)).toBe(expected);
});
