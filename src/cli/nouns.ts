/** The first words of commands with two, with what the help says of them. */
export const nouns: ReadonlyMap<string, string> = new Map([
  ["auth", "which logins there are, and which of them count"],
  ["bundle", "an installation in a folder or a tar, for a site without a way out"],
  ["kit", "audit a bootstrap kit, bring it in line, add a slot to it"],
  ["plan", "what an installation or a publish would do, before it is done"],
]);
